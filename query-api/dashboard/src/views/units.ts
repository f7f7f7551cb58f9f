import type { ScorecardMetric } from "../api/scorecard";
import { unitOf, type Unit } from "../format";

/** How a metric is written: shares of users in percent, whatever they are called. */
export function unitOfMetric(metric: Pick<ScorecardMetric, "kind" | "name">): Unit {
  return metric.kind === "share" ? "share" : unitOf(metric.name);
}
