import { describe, expect, it } from "vitest";
import type { WindowCount } from "./api/activity";
import { typesOf, windowSeries } from "./windows";

const window = (start: number, variantId: string, type: string, events: number, isComplete = true): WindowCount => ({
  start: start * 1000,
  variantId,
  type,
  events,
  value: null,
  isComplete,
});

describe("windowSeries", () => {
  it("windows_withAGap_countZeroThere", () => {
    const series = windowSeries([window(60, "a", "click", 2), window(180, "a", "click", 3, false), window(180, "b", "click", 1, false)], "click", "1m", ["a", "b"]);
    expect(series.times).toEqual([60, 120, 180]);
    expect(series.byVariant.get("a")).toEqual([2, 0, 3]);
    expect(series.byVariant.get("b")).toEqual([0, 0, 1]);
    expect(series.openFrom).toBe(2);
  });

  it("otherTypes_spanTheTime_butAreNotCounted", () => {
    const series = windowSeries([window(0, "a", "click", 2), window(10, "a", "impression", 9)], "click", "10s", ["a"]);
    expect(series.byVariant.get("a")).toEqual([2, 0]);
  });

  it("nothing_isEmpty", () => {
    expect(windowSeries([], "click", "1m", ["a"]).times).toEqual([]);
  });
});

describe("typesOf", () => {
  it("types_areSortedByHowOftenTheyCame", () => {
    expect(typesOf([window(0, "a", "click", 2), window(0, "a", "impression", 9), window(0, "b", "click", 1)])).toEqual(["impression", "click"]);
  });
});
