import { isVerdict, type Verdict } from "../verdict";
import { fields, list, number, required, text, texts, time, type Fields } from "./fields";

/**
 * The API's answers as the page uses them. Each reader takes the `data` of an answer and is strict
 * about what the page cannot do without, lenient about what may be absent: that becomes null.
 */

export type Status = "draft" | "running" | "paused" | "completed" | "archived";

export function isStatus(word: string): word is Status {
  return ["draft", "running", "paused", "completed", "archived"].includes(word);
}

export interface ExperimentLine {
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  readonly targetMetric: string;
  readonly startedAt: number | null;
}

/** How many experiments stand where; archived ones are left out. */
export interface Summary {
  readonly total: number;
  readonly draft: number;
  readonly running: number;
  readonly paused: number;
  readonly completed: number;
}

/** A bound that was crossed, or a recommendation that changed. */
export interface Alert {
  readonly id: string;
  readonly kind: string;
  /** What happened, with its figures. */
  readonly message: string;
  readonly raisedAt: number | null;
  /** When the experiment was paused because of it. */
  readonly pausedAt: number | null;
}

export interface VariantPlan {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly isControl: boolean;
  /** Percent of new users. */
  readonly allocation: number;
}

export interface Experiment extends ExperimentLine {
  readonly description: string | null;
  readonly hypothesis: string | null;
  readonly variants: readonly VariantPlan[];
  readonly createdAt: number | null;
  readonly completedAt: number | null;
  readonly plannedEnd: number | null;
  readonly winnerVariantId: string | null;
  readonly conclusion: string | null;
  readonly guardrails: readonly string[];
}

export interface VariantFigures {
  readonly id: string;
  readonly name: string;
  readonly users: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
  readonly clickRate: number | null;
  readonly conversionRate: number | null;
  readonly averageRating: number | null;
  readonly revenue: number | null;
}

export interface Metrics {
  readonly variants: readonly VariantFigures[];
  /** Users seen in several variants, who are in none of them; null when the API does not say. */
  readonly crossovers: number | null;
  /** Events sent again, counted once; null when the API does not say. */
  readonly duplicates: number | null;
  /** Events that came over 7 days after they happened, in no figure; null when the API does not say. */
  readonly late: number | null;
}

/** The live figures: the experiment as it stands, what was counted, and both clocks for freshness. */
export interface Realtime {
  readonly status: Status;
  /** Stored assignments by variant id. */
  readonly assigned: ReadonlyMap<string, number>;
  readonly metrics: Metrics;
  readonly completeUntil: number | null;
  /** When the server answered, on its own clock. */
  readonly answeredAt: number;
}

export type GuardrailStatus = "safe" | "harmed" | "inconclusive" | "within" | "crossed";

export interface Guardrail {
  readonly metric: string;
  readonly threshold: number | null;
  readonly controlValue: number | null;
  readonly testValue: number | null;
  readonly isViolated: boolean;
  /** Null when the API does not say more than whether it is violated. */
  readonly status: GuardrailStatus | null;
  readonly variantId: string | null;
}

export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly variantId: string | null;
}

export interface ArmVerdict {
  readonly variantId: string;
  readonly variantName: string;
  readonly verdict: Verdict;
  readonly confidence: string;
}

export interface Recommendation {
  readonly verdict: Verdict;
  readonly confidence: string;
  readonly reasons: readonly Reason[];
  readonly wouldChange: readonly string[];
  readonly arms: readonly ArmVerdict[];
  /** Of the target metric, relative to control. */
  readonly relativeLift: number | null;
  /** Always-valid, adjusted over the test arms. */
  readonly pValue: number | null;
  readonly probabilityBetter: number | null;
  readonly validity: Validity;
}

/** Whether the traffic can be trusted. */
export interface Validity {
  readonly isHealthy: boolean;
  /** Always valid, against users splitting as planned. */
  readonly sampleRatioPValue: number | null;
  readonly isSampleRatioMismatch: boolean;
  readonly crossovers: number;
  readonly crossoverShare: number | null;
  readonly behindSeconds: number | null;
}

export interface LiftPoint {
  readonly at: number;
  readonly variantId: string;
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly n: number;
}

export function readExperimentLines(data: unknown): readonly ExperimentLine[] {
  return list(data).map((item) => readLine(fields(item, "an experiment")));
}

export function readSummary(data: unknown): Summary {
  const item = fields(data, "the summary");
  return {
    total: number(item["total_experiments"]) ?? 0,
    draft: number(item["draft_experiments"]) ?? 0,
    running: number(item["running_experiments"]) ?? 0,
    paused: number(item["paused_experiments"]) ?? 0,
    completed: number(item["completed_experiments"]) ?? 0,
  };
}

function readLine(item: Fields): ExperimentLine {
  return {
    id: required(item["id"] ?? item["experiment_id"], "the experiment's id"),
    name: required(item["name"], "the experiment's name"),
    status: required(item["status"], "the experiment's status") as Status,
    targetMetric: text(item["target_metric"]) ?? "conversion_rate",
    startedAt: time(item["started_at"]),
  };
}

export function readExperiment(data: unknown): Experiment {
  const item = fields(data, "the experiment");
  return {
    ...readLine(item),
    description: text(item["description"]),
    hypothesis: text(item["hypothesis"]),
    variants: list(item["variants"]).map((each) => {
      const variant = fields(each, "a variant");
      return {
        id: required(variant["id"], "a variant's id"),
        name: required(variant["name"], "a variant's name"),
        description: text(variant["description"]),
        isControl: variant["is_control"] === true,
        allocation: number(variant["allocation_percentage"]) ?? 0,
      };
    }),
    createdAt: time(item["created_at"]),
    completedAt: time(item["completed_at"]),
    plannedEnd: time(item["end_date"]),
    winnerVariantId: text(item["winner_variant_id"]),
    conclusion: text(item["conclusion"]),
    guardrails: list(item["guardrail_metrics"]).flatMap((each) => text(each) ?? text(fields(each, "a guardrail")["metric_name"]) ?? []),
  };
}

function readFigures(data: unknown): VariantFigures {
  const variant = fields(data, "a variant");
  return {
    id: required(variant["id"], "a variant's id"),
    name: required(variant["name"], "a variant's name"),
    users: number(variant["users"]) ?? 0,
    impressions: number(variant["impressions"]) ?? 0,
    clicks: number(variant["clicks"]) ?? 0,
    conversions: number(variant["conversions"]) ?? 0,
    clickRate: number(variant["click_rate"]),
    conversionRate: number(variant["conversion_rate"]),
    // The API says 0 where nobody has rated.
    averageRating: number(variant["avg_rating"]) || null,
    revenue: number(variant["total_revenue"]),
  };
}

export function readRealtime(data: unknown): Realtime {
  const item = fields(data, "the figures");
  const experiment = fields(item["experiment"], "the experiment");
  const totals = fields(item["metrics"] ?? {}, "the totals");
  const completeUntil = time(item["complete_until"]);
  return {
    status: required(experiment["status"], "the experiment's status") as Status,
    assigned: new Map(
      list(item["variants"]).map((each) => {
        const variant = fields(each, "a variant");
        return [required(variant["id"], "a variant's id"), number(variant["users_assigned"]) ?? 0];
      }),
    ),
    metrics: {
      variants: list(item["variants"]).map(readFigures),
      crossovers: number(totals["crossovers"]),
      duplicates: number(totals["duplicates"]),
      late: number(totals["late_events"]),
    },
    completeUntil,
    answeredAt: time(item["timestamp"]) ?? Date.now(),
  };
}

/** Alerts, newest first. */
export function readAlerts(data: unknown): readonly Alert[] {
  return list(data).map((each) => {
    const item = fields(each, "an alert");
    return {
      id: required(item["id"], "an alert's id"),
      kind: required(item["kind"], "an alert's kind"),
      message: required(item["message"], "an alert's text"),
      raisedAt: time(item["raised_at"]),
      pausedAt: time(item["paused_at"]),
    };
  });
}

export function readGuardrails(data: unknown): readonly Guardrail[] {
  return list(fields(data, "the guardrails")["guardrails"]).map((each) => {
    const item = fields(each, "a guardrail");
    return {
      metric: required(item["metric_name"], "a guardrail's metric"),
      threshold: number(item["threshold"]),
      controlValue: number(item["control_value"]),
      testValue: number(item["test_value"]),
      isViolated: item["is_violated"] === true,
      status: text(item["status"]) as GuardrailStatus | null,
      variantId: text(item["variant_id"]),
    };
  });
}

export function readRecommendation(data: unknown): Recommendation {
  const item = fields(data, "the recommendation");
  const summary = fields(item["metrics_summary"] ?? {}, "the summary");
  const lift = Object.entries(summary).find(([name]) => name.endsWith("_lift"));
  const reasons = list(item["reasons"]).map((each) => {
    const reason = fields(each, "a reason");
    return { code: text(reason["code"]) ?? "", message: required(reason["message"], "a reason's text"), variantId: text(reason["variant_id"]) };
  });
  return {
    verdict: readVerdict(item["recommendation"]),
    confidence: text(item["confidence"]) ?? "low",
    reasons: reasons.length > 0 ? reasons : texts(item["reasoning"]).map((message) => ({ code: "", message, variantId: null })),
    wouldChange: texts(item["would_change"]),
    arms: list(item["arms"]).map((each) => {
      const arm = fields(each, "an arm");
      return {
        variantId: required(arm["variant_id"], "an arm's variant"),
        variantName: required(arm["variant_name"], "an arm's variant"),
        verdict: readVerdict(arm["recommendation"]),
        confidence: text(arm["confidence"]) ?? "low",
      };
    }),
    relativeLift: number(lift?.[1]),
    pValue: number(summary["p_value"]),
    probabilityBetter: number(summary["bayesian_probability"]),
    validity: readValidity(item["validity"]),
  };
}

function readValidity(data: unknown): Validity {
  const item = fields(data, "the experiment's health");
  return {
    isHealthy: item["is_healthy"] === true,
    sampleRatioPValue: number(item["sample_ratio_p_value"]),
    isSampleRatioMismatch: item["sample_ratio_mismatch"] === true,
    crossovers: number(item["crossovers"]) ?? 0,
    crossoverShare: number(item["crossover_share"]),
    behindSeconds: number(item["behind_seconds"]),
  };
}

function readVerdict(value: unknown): Verdict {
  const verdict = required(value, "the recommendation");
  if (!isVerdict(verdict)) {
    throw new TypeError(`the recommendation is ${verdict}, which this page does not know; reload it`);
  }
  return verdict;
}

export function readLiftHistory(data: unknown): readonly LiftPoint[] {
  return list(fields(data, "the history")["points"]).flatMap((each) => {
    const item = fields(each, "a point");
    const interval = fields(item["interval"] ?? {}, "an interval");
    const at = time(item["at"]);
    return at === null
      ? []
      : [
          {
            at,
            variantId: required(item["variant_id"], "a point's variant"),
            estimate: number(item["estimate"]),
            lower: number(interval["lower"]),
            upper: number(interval["upper"]),
            n: number(item["n"]) ?? 0,
          },
        ];
  });
}
