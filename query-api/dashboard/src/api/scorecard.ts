import { fields, flag, list, number, pair, required, text, time } from "./fields";
import type { GuardrailStatus } from "./shapes";

/** Every metric of an experiment, each test arm against control, at one completeness time. */
export interface Scorecard {
  readonly alpha: number;
  /** `sequential`: at any time. `fixed`: once, at the planned end. */
  readonly mode: "sequential" | "fixed";
  readonly metrics: readonly ScorecardMetric[];
  readonly completeUntil: number | null;
}

export type Part = "primary" | "guardrail" | "secondary";

export interface ScorecardMetric {
  readonly name: string;
  readonly part: Part;
  readonly kind: string;
  /** Which way is better. */
  readonly direction: "up" | "down";
  /** How long after assignment events count, such as `7d`; null where all count. */
  readonly window: string | null;
  readonly isOpenEnded: boolean;
  readonly isGuaranteed: boolean;
  readonly isCovariateAdjusted: boolean;
  readonly variants: ReadonlyMap<string, VariantValue>;
  readonly comparisons: readonly ArmComparison[];
}

export interface VariantValue {
  readonly n: number;
  readonly value: number | null;
}

export interface ArmComparison {
  readonly variantId: string;
  readonly difference: number | null;
  readonly relativeLift: number | null;
  readonly fixed: Test | null;
  /** The confidence sequence; null before it may speak. */
  readonly sequential: Test | null;
  readonly probabilityBetter: number | null;
  /** In the metric's unit. */
  readonly expectedLoss: number | null;
  readonly reason: string | null;
  /** Of a guardrail. */
  readonly status: GuardrailStatus | null;
  readonly threshold: number | null;
}

export interface Test {
  /** Adjusted over the test arms. */
  readonly pValue: number | null;
  readonly interval: readonly [number, number] | null;
}

export function readScorecard(data: unknown): Scorecard {
  const item = fields(data, "the scorecard");
  return {
    alpha: number(item["alpha"]) ?? 0.05,
    mode: item["mode"] === "fixed" ? "fixed" : "sequential",
    metrics: list(item["metrics"]).map(readMetric),
    completeUntil: time(item["complete_until"]),
  };
}

function readMetric(data: unknown): ScorecardMetric {
  const item = fields(data, "a metric");
  const part = text(item["part"]);
  return {
    name: required(item["metric_name"], "a metric's name"),
    part: part === "primary" || part === "guardrail" ? part : "secondary",
    kind: text(item["kind"]) ?? "",
    direction: item["direction"] === "down" ? "down" : "up",
    window: text(item["window"]),
    isOpenEnded: flag(item["open_ended"]),
    isGuaranteed: flag(item["sequence_guaranteed"]),
    isCovariateAdjusted: flag(item["covariate_adjusted"]),
    variants: new Map(
      list(item["variants"]).map((each) => {
        const variant = fields(each, "a variant");
        return [required(variant["variant_id"], "a variant's id"), { n: number(variant["n"]) ?? 0, value: number(variant["value"]) }];
      }),
    ),
    comparisons: list(item["comparisons"]).map(readComparison),
  };
}

function readComparison(data: unknown): ArmComparison {
  const item = fields(data, "a comparison");
  const bayesian = item["bayesian"] == null ? null : fields(item["bayesian"], "a posterior");
  return {
    variantId: required(item["variant_id"], "a comparison's variant"),
    difference: number(item["absolute_lift"]),
    relativeLift: number(item["relative_lift"]),
    fixed: readTest(item["fixed_horizon"]),
    sequential: readTest(item["sequential"]),
    probabilityBetter: number(bayesian?.["probability_better"]),
    expectedLoss: number(bayesian?.["expected_loss"]),
    reason: text(item["reason"]),
    status: text(item["status"]) as GuardrailStatus | null,
    threshold: number(item["threshold"]),
  };
}

function readTest(data: unknown): Test | null {
  if (data == null) {
    return null;
  }
  const item = fields(data, "a test");
  return { pValue: number(item["p_value_adjusted"]), interval: pair(item["confidence_interval"]) };
}
