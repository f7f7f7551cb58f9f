import { describe, expect, it } from "vitest";
import { age, axisMark, count, DASH, difference, duration, interval, metricTitle, metricValue, probability, pValue, relative, unitOf } from "./format";

describe("figures", () => {
  it("metricValue_share_isPercent", () => {
    expect(metricValue(0.0402, "share")).toBe("4.02%");
    expect(metricValue(4.3, "number")).toBe("4.30");
  });

  it("difference_ofShares_isSignedPercentagePoints", () => {
    expect(difference(0.0102, "share")).toBe("+1.02 pp");
    expect(difference(-0.0102, "share")).toBe("\u22121.02 pp");
    expect(difference(-0.7, "number")).toBe("\u22120.700");
  });

  it("difference_roundsToZero_hasNoSign", () => {
    expect(difference(-0.000001, "share")).toBe("0.00 pp");
    expect(relative(0.0001)).toBe("0.0%");
  });

  it("interval_bothEnds_shareOneUnit", () => {
    expect(interval(-0.001, 0.02, "share")).toBe("\u22120.10 to +2.00 pp");
    expect(interval(null, 0.02, "share")).toBe(DASH);
  });

  it("pValue_atTheEnds_isABound", () => {
    expect(pValue(0.0004)).toBe("< 0.001");
    expect(pValue(0.0231)).toBe("0.023");
    expect(pValue(1)).toBe("> 0.999");
  });

  it("probability_nearOne_isNeverShownAsCertain", () => {
    expect(probability(0.99999)).toBe("> 99.9%");
    expect(probability(0.982)).toBe("98.2%");
  });

  it("null_anywhere_isADash", () => {
    expect([count(null), metricValue(null, "share"), relative(null), pValue(null), probability(null)]).toEqual(Array(5).fill(DASH));
  });

  it("axisMark_roundValue_losesItsZeros", () => {
    expect(axisMark(0.01, "share")).toBe("+1 pp");
    expect(axisMark(0, "share")).toBe("0 pp");
    expect(axisMark(-0.0025, "share")).toBe("\u22120.25 pp");
  });

  it("metric_byName_hasTitleAndUnit", () => {
    expect(metricTitle("avg_rating")).toBe("Average rating");
    expect(unitOf("bounce_rate")).toBe("share");
    expect(unitOf("revenue_per_user")).toBe("number");
  });
});

describe("times", () => {
  it("duration_anyLength_hasItsTwoLargestUnits", () => {
    expect(duration(0)).toBe("0 s");
    expect(duration(59_000)).toBe("59 s");
    expect(duration(11_520_000)).toBe("3 h 12 min");
    expect(duration(86_400_000)).toBe("1 d");
  });

  it("age_underTenSeconds_hasTenths", () => {
    expect(age(840)).toBe("0.8 s");
    expect(age(42_000)).toBe("42 s");
  });
});
