import { fields, list, number, required, text, texts, time } from "./fields";
import type { GuardrailStatus } from "./shapes";

/** Users seen over time. */
export interface Exposures {
  readonly variantIds: readonly string[];
  readonly points: readonly ExposurePoint[];
}

export interface ExposurePoint {
  readonly at: number;
  /** In the order of the variants. */
  readonly users: readonly number[];
  /** Always valid: that users split as planned. */
  readonly sampleRatioPValue: number | null;
}

export interface GuardrailPoint {
  readonly at: number;
  readonly metric: string;
  readonly variantId: string;
  readonly threshold: number | null;
  readonly controlValue: number | null;
  readonly testValue: number | null;
  readonly status: GuardrailStatus | null;
}

export function readExposures(data: unknown): Exposures {
  const item = fields(data, "the exposures");
  return {
    variantIds: texts(item["variant_ids"]),
    points: list(item["points"]).flatMap((each) => {
      const point = fields(each, "a point");
      const at = time(point["at"]);
      return at === null
        ? []
        : [{ at, users: list(point["users"]).map((users) => number(users) ?? 0), sampleRatioPValue: number(point["sample_ratio_p_value"]) }];
    }),
  };
}

export function readGuardrailHistory(data: unknown): readonly GuardrailPoint[] {
  return list(fields(data, "the history")["points"]).flatMap((each) => {
    const point = fields(each, "a point");
    const at = time(point["at"]);
    return at === null
      ? []
      : [
          {
            at,
            metric: required(point["metric_name"], "a point's metric"),
            variantId: required(point["variant_id"], "a point's variant"),
            threshold: number(point["threshold"]),
            controlValue: number(point["control_value"]),
            testValue: number(point["test_value"]),
            status: text(point["status"]) as GuardrailStatus | null,
          },
        ];
  });
}
