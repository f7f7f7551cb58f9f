import { describe, expect, it } from "vitest";
import { allocated, bodyOf, EMPTY, evenly, problemOf } from "./draft";

describe("draft", () => {
  it("evenly_anyNumber_addsUpToAHundred", () => {
    for (let count = 2; count <= 20; count++) {
      const variants = evenly(Array.from({ length: count }, (_, index) => ({ name: `v${index}`, allocation: 0 })));
      expect(allocated(variants)).toBe(100);
    }
  });

  it("problemOf_whatIsMissing_isSaid", () => {
    expect(problemOf(EMPTY)).toBe("Give it a name.");
    const named = { ...EMPTY, name: "x" };
    expect(problemOf(named)).toBeNull();
    expect(problemOf({ ...named, variants: [{ name: "a", allocation: 50 }, { name: "b", allocation: 40 }] })).toContain("90 percent");
    expect(problemOf({ ...named, mode: "fixed" })).toContain("planned end");
  });

  it("bodyOf_aDraft_isWhatTheApiTakes", () => {
    expect(bodyOf({ ...EMPTY, name: " x ", guardrails: ["bounce_rate"], effect: "5" })).toEqual({
      name: "x",
      variants: [
        { name: "control", is_control: true, allocation_percentage: 50 },
        { name: "treatment", is_control: false, allocation_percentage: 50 },
      ],
      target_metric: "conversion_rate",
      guardrail_metrics: ["bounce_rate"],
      decision: { mode: "sequential", minimum_detectable_effect: 0.05 },
    });
  });
});
