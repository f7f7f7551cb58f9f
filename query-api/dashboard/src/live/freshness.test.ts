import { describe, expect, it } from "vitest";
import { freshness } from "./freshness";

describe("freshness", () => {
  it("freshness_clockOfThisMachineWrong_doesNotMatter", () => {
    expect(freshness(1_000_000, 1_000_800, 50, 250)).toEqual({ ageMs: 1000, level: "fresh" });
  });

  it("freshness_answerGrowsOld_turnsBehindThenStale", () => {
    expect(freshness(0, 500, 0, 5_000).level).toBe("behind");
    expect(freshness(0, 500, 0, 60_000).level).toBe("stale");
  });

  it("freshness_completeAheadOfTheAnswer_isNotNegative", () => {
    expect(freshness(2_000, 1_000, 0, 0).ageMs).toBe(0);
  });
});
