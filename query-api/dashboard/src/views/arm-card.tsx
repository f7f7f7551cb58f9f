import type { ArmComparison, ScorecardMetric, VariantValue } from "../api/scorecard";
import type { Experiment } from "../api/shapes";
import { count, difference, interval, metricValue, probability, pValue, relative } from "../format";
import { IntervalBar } from "../parts/interval-bar";
import { VariantName } from "../parts/variant-name";
import { silence } from "./claims";
import { unitOfMetric } from "./units";

interface Props {
  readonly experiment: Experiment;
  readonly metric: ScorecardMetric;
  readonly comparison: ArmComparison;
  readonly control: VariantValue | null;
}

/** One test arm on the metric that decides. */
export function ArmCard({ experiment, metric, comparison, control }: Props) {
  const unit = unitOfMetric(metric);
  const test = metric.variants.get(comparison.variantId) ?? null;
  const bounds = comparison.sequential?.interval ?? null;
  return (
    <div class="arm">
      <div class="arm-headline">
        <p class="arm-name"><VariantName experiment={experiment} id={comparison.variantId} /></p>
        <p class="arm-lift">{relative(comparison.relativeLift)}</p>
        <p class="quiet-text">
          {metricValue(control?.value ?? null, unit)} → {metricValue(test?.value ?? null, unit)}
        </p>
      </div>
      <div class="arm-interval">
        <IntervalBar estimate={comparison.difference} lower={bounds?.[0] ?? null} upper={bounds?.[1] ?? null} unit={unit} />
        {comparison.difference !== null && (
          <p class="interval-caption">
            <span>Difference {difference(comparison.difference, unit)}</span>
            <span class="quiet-text">{bounds === null ? silence(comparison) : `always valid ${interval(bounds[0], bounds[1], unit)}`}</span>
          </p>
        )}
      </div>
      <dl class="arm-figures">
        <div>
          <dt>p, always valid</dt>
          <dd>{pValue(comparison.sequential?.pValue ?? null)}</dd>
        </div>
        <div>
          <dt>P(better)</dt>
          <dd>{probability(comparison.probabilityBetter)}</dd>
        </div>
        <div>
          <dt>Expected loss</dt>
          <dd>{metricValue(comparison.expectedLoss, unit)}</dd>
        </div>
        <div>
          <dt>p, fixed horizon</dt>
          <dd>{pValue(comparison.fixed?.pValue ?? null)}</dd>
        </div>
        <div>
          <dt>n, control</dt>
          <dd>{count(control?.n ?? null)}</dd>
        </div>
        <div>
          <dt>n, test</dt>
          <dd>{count(test?.n ?? null)}</dd>
        </div>
      </dl>
    </div>
  );
}
