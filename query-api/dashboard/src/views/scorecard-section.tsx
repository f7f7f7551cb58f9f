import { useMemo } from "preact/hooks";
import type { ArmComparison, Part, Scorecard, ScorecardMetric } from "../api/scorecard";
import type { Experiment, Recommendation } from "../api/shapes";
import { WarnIcon } from "../parts/icons";
import { Section } from "../parts/section";
import { metricTitle } from "../format";
import type { ExperimentSql } from "../sql";
import { ArmCard } from "./arm-card";
import { ScorecardTable } from "./scorecard-table";
import { claimOf, PEEKING } from "./claims";

interface Props {
  readonly experiment: Experiment;
  readonly scorecard: Scorecard | null;
  readonly recommendation: Recommendation | null;
  readonly sql: ExperimentSql;
}

/** Up to so many test arms each have a card; more stand in a table. */
const MOST_CARDS = 3;

/** Every metric, each test arm against control: the one that decides first. */
export function ScorecardSection({ experiment, scorecard, recommendation, sql }: Props) {
  const queries = useMemo(() => sql.scorecard(), [sql]);
  const primary = scorecard?.metrics.find((metric) => metric.part === "primary") ?? null;
  const control = experiment.variants.find((variant) => variant.isControl);
  return (
    <Section id="scorecard" title={`${metricTitle(experiment.targetMetric)} against ${control?.name ?? "control"}`} queries={queries}>
      {recommendation?.validity.isSampleRatioMismatch === true && (
        <p class="notice distrust">
          <WarnIcon /> Do not read an effect out of these figures: the arms do not have the users they were meant to have.
        </p>
      )}
      {scorecard === null || primary === null ? (
        <p class="quiet-text">Loading…</p>
      ) : (
        <>
          <Primary experiment={experiment} metric={primary} />
          <p class="claim">{claimOf(primary, scorecard)}</p>
          <p class="explain">{PEEKING}</p>
          <OtherMetrics experiment={experiment} scorecard={scorecard} part="guardrail" title="Guardrails" />
          <OtherMetrics experiment={experiment} scorecard={scorecard} part="secondary" title="Other metrics" />
        </>
      )}
    </Section>
  );
}

function Primary({ experiment, metric }: { experiment: Experiment; metric: ScorecardMetric }) {
  const control = experiment.variants.find((variant) => variant.isControl);
  if (metric.comparisons.length > MOST_CARDS) {
    return <ScorecardTable experiment={experiment} metrics={[metric]} label="The target metric by variant" isByVariant />;
  }
  return (
    <div class="scorecard">
      {metric.comparisons.map((comparison: ArmComparison) => (
        <ArmCard
          key={comparison.variantId}
          experiment={experiment}
          metric={metric}
          comparison={comparison}
          control={metric.variants.get(control?.id ?? "") ?? null}
        />
      ))}
    </div>
  );
}

interface OtherProps {
  readonly experiment: Experiment;
  readonly scorecard: Scorecard;
  readonly part: Part;
  readonly title: string;
}

function OtherMetrics({ experiment, scorecard, part, title }: OtherProps) {
  // A metric of which nothing was counted yet would be a row of dashes.
  const metrics = scorecard.metrics.filter((metric) => metric.part === part && [...metric.variants.values()].some((variant) => variant.value !== null));
  if (metrics.length === 0) {
    return null;
  }
  return (
    <div class="sub">
      <h3>{title}</h3>
      <ScorecardTable experiment={experiment} metrics={metrics} label={title} />
      {part === "secondary" && metrics.length > 1 && (
        <p class="explain">
          Each of these stands by itself: nothing corrects for their number, and of twenty such metrics one looks significant by chance.
        </p>
      )}
    </div>
  );
}
