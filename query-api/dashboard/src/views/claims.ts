import type { ArmComparison, Scorecard, ScorecardMetric } from "../api/scorecard";

/** What may be claimed of figures, in plain words. */

export const PEEKING =
  "Looking is free: the always-valid interval and p-value hold at every moment together, so watching this page, and stopping when it shows an answer, does not raise the risk of a false one. " +
  "The fixed-horizon p-value holds for one look at a time chosen beforehand; read again and again until it is small, it will be, by chance.";

export function claimOf(metric: ScorecardMetric, scorecard: Scorecard): string {
  const deciding =
    scorecard.mode === "fixed"
      ? "Decided once, at the planned end, by the fixed-horizon test."
      : "Decided at any time, by the always-valid interval.";
  return `${deciding} ${maturity(metric)}`;
}

export function maturity(metric: ScorecardMetric): string {
  if (metric.kind === "quantile") {
    return "A quantile has no always-valid interval: it is shown, and decides nothing.";
  }
  return metric.window === null
    ? "Open-ended: users count from their first event on, so those seen last have had less time; the guarantee of the interval is not claimed, and a launch from it has medium confidence at most."
    : `Matured: of each user the first ${metric.window} count, and only users whose ${metric.window} are over.`;
}

/** The same in a word or two, for a table. */
export function shortClaim(metric: ScorecardMetric): string {
  if (metric.kind === "quantile") {
    return "for display";
  }
  const time = metric.window === null ? "open-ended" : `matured, ${metric.window}`;
  return metric.isCovariateAdjusted ? `${time}, covariate-adjusted` : time;
}

const REASONS: Record<string, string> = {
  INSUFFICIENT_DATA: "Too few users yet",
  NO_CONFIDENCE_SEQUENCE: "No always-valid interval for this kind of metric",
};

/** Why there is no interval, if there is none. */
export function silence(comparison: ArmComparison): string | null {
  if (comparison.sequential !== null) {
    return null;
  }
  const reason = comparison.reason;
  return reason === null ? "No interval yet" : (REASONS[reason] ?? sentence(reason));
}

function sentence(code: string): string {
  const words = code.toLowerCase().replace(/_/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
