import { describe, expect, it } from "vitest";
import { readAlerts, readExperiment, readLiftHistory, readRealtime, readRecommendation } from "./shapes";

describe("shapes", () => {
  it("readExperiment_minimal_hasNullsForTheRest", () => {
    const experiment = readExperiment({
      id: "exp_1",
      name: "New Algorithm Test",
      status: "draft",
      target_metric: "click_rate",
      variants: [{ id: "var_1", name: "control", is_control: true, allocation_percentage: 50 }],
    });
    expect(experiment).toMatchObject({ id: "exp_1", targetMetric: "click_rate", startedAt: null, conclusion: null });
    expect(experiment.variants[0]).toMatchObject({ isControl: true, allocation: 50 });
  });

  it("readAlerts_timeTextAndPause_areRead", () => {
    const [alert] = readAlerts([
      { id: "a", kind: "guardrail_harmed", message: "It is harmed.", raised_at: "2026-01-01T00:00:01Z", paused_at: null },
    ]);
    expect(alert).toEqual({ id: "a", kind: "guardrail_harmed", message: "It is harmed.", raisedAt: Date.UTC(2026, 0, 1, 0, 0, 1), pausedAt: null });
  });

  it("readExperiment_withoutName_saysWhatIsMissing", () => {
    expect(() => readExperiment({ id: "exp_1" })).toThrow("the experiment's name is missing from the answer");
  });

  it("readRealtime_figuresAndCounters_areRead", () => {
    const realtime = readRealtime({
      experiment: { status: "running" },
      variants: [{ id: "v", name: "control", users: 3, impressions: 9, clicks: 2, conversions: 1, conversion_rate: 0.1111, avg_rating: 0, users_assigned: 12 }],
      metrics: { crossovers: 2, late_events: 1, duplicates: 5 },
      timestamp: "2026-01-01T00:00:02Z",
      complete_until: "2026-01-01T00:00:01.500Z",
    });
    expect(realtime.metrics).toMatchObject({ crossovers: 2, late: 1, duplicates: 5 });
    expect(realtime.metrics.variants[0]).toMatchObject({ users: 3, averageRating: null });
    expect(realtime.completeUntil).toBe(Date.UTC(2026, 0, 1, 0, 0, 1, 500));
    expect(realtime.assigned.get("v")).toBe(12);
  });

  it("readRealtime_nothingCounted_hasNoCompleteness", () => {
    const realtime = readRealtime({ experiment: { status: "running" }, variants: [], timestamp: "2026-01-01T00:00:00Z", complete_until: null });
    expect(realtime.completeUntil).toBeNull();
    expect(realtime.metrics.crossovers).toBeNull();
  });

  it("readRecommendation_withReasons_prefersThemToSentences", () => {
    const recommendation = readRecommendation({
      recommendation: "LAUNCH",
      confidence: "high",
      reasoning: ["said"],
      reasons: [{ code: "EFFECT", message: "shown", figures: {}, variant_id: "v" }],
      would_change: ["harm"],
      metrics_summary: { conversion_rate_lift: 0.25, p_value: 0.003, bayesian_probability: 0.98 },
      validity: { is_healthy: true, sample_ratio_p_value: 1, sample_ratio_mismatch: false, crossovers: 0 },
    });
    expect(recommendation).toMatchObject({ relativeLift: 0.25, pValue: 0.003, probabilityBetter: 0.98, wouldChange: ["harm"] });
    expect(recommendation.reasons).toEqual([{ code: "EFFECT", message: "shown", variantId: "v" }]);
  });

  it("readRecommendation_seedShapeOnly_takesTheSentences", () => {
    const recommendation = readRecommendation({ recommendation: "CONTINUE", confidence: "low", reasoning: ["wait"], metrics_summary: { p_value: null }, validity: { is_healthy: false } });
    expect(recommendation.reasons.map((reason) => reason.message)).toEqual(["wait"]);
    expect(recommendation.relativeLift).toBeNull();
  });

  it("readRecommendation_unknownVerdict_isRefused", () => {
    expect(() => readRecommendation({ recommendation: "PANIC", reasoning: [] })).toThrow("PANIC");
  });

  it("readLiftHistory_tooFewUsers_hasNoInterval", () => {
    const points = readLiftHistory({
      points: [
        { at: "2026-01-01T00:00:00Z", variant_id: "v", estimate: 0.01, interval: null, n: 20 },
        { at: "2026-01-01T00:00:10Z", variant_id: "v", estimate: 0.02, interval: { lower: 0.01, upper: 0.03 }, n: 900 },
      ],
    });
    expect(points.map((point) => point.lower)).toEqual([null, 0.01]);
  });
});
