import { fields, list, number, pair, required, text, time } from "./fields";

/** Results by an attribute of the users. */
export interface Segments {
  readonly attribute: string;
  readonly metric: string;
  readonly segments: readonly Segment[];
  readonly completeUntil: number | null;
}

export interface Segment {
  /** The value, or `(none)`, or `(other)`. */
  readonly label: string;
  readonly users: number;
  readonly arms: readonly SegmentArm[];
}

export interface SegmentArm {
  readonly variantId: string;
  readonly difference: number | null;
  readonly relativeLift: number | null;
  readonly interval: readonly [number, number] | null;
  /** Always valid, adjusted over the arms of all segments. */
  readonly pValue: number | null;
}

/** The part of `/metrics?segment=` that is by segment; null while nothing was counted. */
export function readSegments(data: unknown): Segments | null {
  const bySegment = fields(data, "the metrics")["by_segment"];
  if (bySegment == null) {
    return null;
  }
  const item = fields(bySegment, "the segments");
  return {
    attribute: required(item["attribute"], "the attribute"),
    metric: required(item["metric_name"], "the metric"),
    completeUntil: time(item["complete_until"]),
    segments: list(item["segments"]).map((each) => {
      const segment = fields(each, "a segment");
      return {
        label: text(segment["label"]) ?? "",
        users: number(segment["users"]) ?? 0,
        arms: list(segment["comparisons"]).map(readArm),
      };
    }),
  };
}

function readArm(data: unknown): SegmentArm {
  const item = fields(data, "a comparison");
  const sequential = item["sequential_analysis"] == null ? null : fields(item["sequential_analysis"], "a test");
  return {
    variantId: required(item["variant_id"], "a comparison's variant"),
    difference: number(item["absolute_lift"]),
    relativeLift: number(item["relative_lift"]),
    interval: pair(sequential?.["confidence_interval"]),
    pValue: number(sequential?.["p_value_adjusted"]),
  };
}
