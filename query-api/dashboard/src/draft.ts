/** An experiment as somebody fills it in, and what the API is sent of it. */
export interface Draft {
  readonly name: string;
  readonly hypothesis: string;
  readonly targetMetric: string;
  readonly guardrails: readonly string[];
  readonly variants: readonly DraftVariant[];
  /** As a date-time field gives it, in local time; empty for none. */
  readonly plannedEnd: string;
  readonly mode: "sequential" | "fixed";
  /** Relative, in percent; empty for none. */
  readonly effect: string;
}

export interface DraftVariant {
  readonly name: string;
  readonly allocation: number;
}

/** The metrics that every experiment has. */
export const METRICS: readonly string[] = [
  "conversion_rate",
  "click_rate",
  "user_conversion_rate",
  "revenue_per_user",
  "avg_order_value",
  "avg_rating",
  "bounce_rate",
  "click_to_conversion",
];

export const FEWEST_VARIANTS = 2;
export const MOST_VARIANTS = 20;

export const EMPTY: Draft = {
  name: "",
  hypothesis: "",
  targetMetric: "conversion_rate",
  guardrails: [],
  variants: [
    { name: "control", allocation: 50 },
    { name: "treatment", allocation: 50 },
  ],
  plannedEnd: "",
  mode: "sequential",
  effect: "",
};

/** The same split for all, adding up to 100 to the hundredth. */
export function evenly(variants: readonly DraftVariant[]): readonly DraftVariant[] {
  const hundredths = Math.floor(10_000 / variants.length);
  const rest = 10_000 - hundredths * variants.length;
  return variants.map((variant, index) => ({ ...variant, allocation: (hundredths + (index < rest ? 1 : 0)) / 100 }));
}

export function allocated(variants: readonly DraftVariant[]): number {
  return Math.round(variants.reduce((sum, variant) => sum + variant.allocation, 0) * 100) / 100;
}

/** What keeps the draft from being sent; the API says the rest. */
export function problemOf(draft: Draft): string | null {
  if (draft.name.trim() === "") {
    return "Give it a name.";
  }
  if (draft.variants.some((variant) => variant.name.trim() === "")) {
    return "Every variant needs a name.";
  }
  if (Math.abs(allocated(draft.variants) - 100) > 0.01) {
    return `The variants' shares add up to ${allocated(draft.variants)} percent (expected: 100).`;
  }
  if (draft.mode === "fixed" && draft.plannedEnd === "") {
    return "To decide once, it needs a planned end.";
  }
  return null;
}

/** The body of `POST /api/experiments`; the first variant is control. */
export function bodyOf(draft: Draft): object {
  const effect = draft.effect.trim() === "" ? null : Number(draft.effect) / 100;
  return {
    name: draft.name.trim(),
    ...(draft.hypothesis.trim() === "" ? {} : { hypothesis: draft.hypothesis.trim() }),
    variants: draft.variants.map((variant, index) => ({
      name: variant.name.trim(),
      is_control: index === 0,
      allocation_percentage: variant.allocation,
    })),
    target_metric: draft.targetMetric,
    guardrail_metrics: draft.guardrails,
    ...(draft.plannedEnd === "" ? {} : { end_date: new Date(draft.plannedEnd).toISOString() }),
    decision: { mode: draft.mode, ...(effect === null ? {} : { minimum_detectable_effect: effect }) },
  };
}
