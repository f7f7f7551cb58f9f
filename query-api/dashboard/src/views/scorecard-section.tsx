import type { Experiment, LiftPoint, Metrics, Recommendation, VariantPlan } from "../api/shapes";
import { count, difference, interval, metricTitle, metricValue, probability, pValue, relative, unitOf } from "../format";
import { latest, valueIn } from "../lift";
import { WarnIcon } from "../parts/icons";
import { IntervalBar } from "../parts/interval-bar";
import { VariantName } from "../parts/variant-name";

interface Props {
  readonly experiment: Experiment;
  readonly metrics: Metrics | null;
  readonly recommendation: Recommendation | null;
  readonly points: readonly LiftPoint[];
}

/** The target metric, each test arm against control. */
export function ScorecardSection({ experiment, metrics, recommendation, points }: Props) {
  const control = experiment.variants.find((variant) => variant.isControl);
  const tests = experiment.variants.filter((variant) => !variant.isControl);
  return (
    <section class="card" aria-labelledby="scorecard-title">
      <h2 id="scorecard-title">{metricTitle(experiment.targetMetric)} against {control?.name ?? "control"}</h2>
      {recommendation?.reasons.some((reason) => reason.code === "SAMPLE_RATIO_MISMATCH") && (
        <p class="notice distrust">
          <WarnIcon /> Do not read an effect out of these figures: the arms do not have the users they were meant to have.
        </p>
      )}
      <div class="scorecard">
        {tests.map((arm) => (
          <ArmCard
            key={arm.id}
            experiment={experiment}
            arm={arm}
            controlValue={valueIn(metrics, experiment.targetMetric, control?.id)}
            testValue={valueIn(metrics, experiment.targetMetric, arm.id)}
            point={latest(points, arm.id)}
            recommendation={tests.length === 1 ? recommendation : null}
          />
        ))}
      </div>
      {tests.length > 1 && recommendation !== null && (
        <p class="strongest">
          Strongest of {tests.length} arms, corrected for their number: p {pValue(recommendation.pValue)}, P(better){" "}
          {probability(recommendation.probabilityBetter)}.
        </p>
      )}
      <p class="quiet-text explain">
        The interval is a confidence sequence: it holds at every moment together, so watching this page, and stopping when it shows
        an answer, does not raise the risk of a false one. It says nothing until every arm has enough users.
      </p>
    </section>
  );
}

interface ArmProps {
  readonly experiment: Experiment;
  readonly arm: VariantPlan;
  readonly controlValue: number | null;
  readonly testValue: number | null;
  readonly point: LiftPoint | null;
  readonly recommendation: Recommendation | null;
}

function ArmCard({ experiment, arm, controlValue, testValue, point, recommendation }: ArmProps) {
  const unit = unitOf(experiment.targetMetric);
  const estimate = point?.estimate ?? null;
  const lift = controlValue !== null && controlValue !== 0 && testValue !== null ? (testValue - controlValue) / Math.abs(controlValue) : null;
  return (
    <div class="arm">
      <div class="arm-headline">
        <p class="arm-name"><VariantName experiment={experiment} id={arm.id} /></p>
        <p class="arm-lift">{relative(lift ?? recommendation?.relativeLift ?? null)}</p>
        <p class="quiet-text">
          {metricValue(controlValue, unit)} → {metricValue(testValue, unit)}
        </p>
      </div>
      <div class="arm-interval">
        <IntervalBar estimate={estimate} lower={point?.lower ?? null} upper={point?.upper ?? null} unit={unit} />
        {estimate !== null && (
          <p class="interval-caption">
            <span>Difference {difference(estimate, unit)}</span>
            {point?.lower != null && <span class="quiet-text">interval {interval(point.lower, point.upper, unit)}</span>}
          </p>
        )}
      </div>
      <dl class="arm-figures">
        {recommendation !== null && (
          <>
            <div>
              <dt>p, always valid</dt>
              <dd>{pValue(recommendation.pValue)}</dd>
            </div>
            <div>
              <dt>P(better)</dt>
              <dd>{probability(recommendation.probabilityBetter)}</dd>
            </div>
          </>
        )}
        <div>
          <dt>Users of both</dt>
          <dd>{count(point?.n ?? null)}</dd>
        </div>
      </dl>
    </div>
  );
}
