import { describe, expect, it } from "vitest";
import type { LiftPoint } from "./api/shapes";
import { everyNth, latest, liftSeries, shownRange, thinned } from "./lift";

function point(at: number, variantId: string, estimate: number, reach = 0.01): LiftPoint {
  return { at, variantId, estimate, lower: estimate - reach, upper: estimate + reach, n: at };
}

describe("liftSeries", () => {
  it("liftSeries_armsWithDifferentTimes_shareOneAxis", () => {
    const series = liftSeries([point(2000, "b", 0.2), point(1000, "a", 0.1), point(3000, "a", 0.3)]);
    expect(series.times).toEqual([1, 2, 3]);
    expect(series.arms.find((arm) => arm.variantId === "a")?.estimate).toEqual([0.1, null, 0.3]);
    expect(series.arms.find((arm) => arm.variantId === "b")?.estimate).toEqual([null, 0.2, null]);
  });

  it("shownRange_wideBeginning_isNotWhatScales", () => {
    const series = liftSeries([point(0, "a", 0, 50), point(1, "a", 0.01), point(2, "a", 0.01), point(3, "a", 0.01)]);
    const [low, high] = shownRange(series);
    expect(low).toBeLessThanOrEqual(0);
    expect(high).toBeGreaterThan(0.02);
    expect(high).toBeLessThan(0.03);
  });

  it("shownRange_nothing_isStillARange", () => {
    const [low, high] = shownRange(liftSeries([]));
    expect(low).toBeLessThan(high);
  });
});

describe("points", () => {
  it("latest_ofSeveral_isTheNewestOfThatArm", () => {
    expect(latest([point(5, "a", 1), point(9, "b", 2), point(7, "a", 3)], "a")?.estimate).toBe(3);
    expect(latest([], "a")).toBeNull();
  });

  it("thinned_manyPoints_keepsTheNewestAndAtMostSoMany", () => {
    const points = Array.from({ length: 301 }, (_, index) => point(index, "a", index));
    const kept = thinned(points, 60);
    expect(kept.length).toBeLessThanOrEqual(60);
    expect(kept[0]?.at).toBe(300);
  });

  it("everyNth_manyRows_keepsTheFirstAndAtMostSoMany", () => {
    const kept = everyNth(Array.from({ length: 301 }, (_, index) => index), 60);
    expect(kept.length).toBeLessThanOrEqual(60);
    expect(kept[0]).toBe(0);
    expect(everyNth([1, 2], 60)).toEqual([1, 2]);
  });
});
