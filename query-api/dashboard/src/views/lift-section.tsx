import { useMemo, useState } from "preact/hooks";
import type { Experiment, LiftPoint } from "../api/shapes";
import { axisMark, clock, count, difference, interval, metricTitle, moment, unitOf } from "../format";
import { latest, liftSeries, shownRange, thinned, type LiftSeries } from "../lift";
import { ChartTable } from "../parts/data-table";
import { Section } from "../parts/section";
import { TimeChart } from "../parts/time-chart";
import { styleIndex, VariantName } from "../parts/variant-name";
import type { ExperimentSql } from "../sql";

interface Props {
  readonly experiment: Experiment;
  readonly history: readonly LiftPoint[] | null;
  readonly sql: ExperimentSql;
}

const TABLE_ROWS = 60;
const NONE: readonly LiftPoint[] = [];
/** Bands of more arms than this hide one another. */
const MOST_BANDS = 4;

/** The difference from control over time, with its confidence sequence; as a chart and as a table. */
export function LiftSection({ experiment, history, sql }: Props) {
  const points = history ?? NONE;
  const [column, setColumn] = useState<number | null>(null);
  const series = useMemo(() => liftSeries(points), [points]);
  const rows = useMemo(() => thinned(points, TABLE_ROWS), [points]);
  const queries = useMemo(() => sql.lift(), [sql]);
  const unit = unitOf(experiment.targetMetric);
  const title = `${metricTitle(experiment.targetMetric)}: difference from control over time`;
  const data = useMemo(() => chartOf(experiment, series), [experiment, series]);
  const name = (id: string): string => experiment.variants.find((variant) => variant.id === id)?.name ?? id;
  return (
    <Section id="lift" title="Lift over time" queries={queries}>
      {series.times.length < 2 ? (
        <p class="quiet-text">
          {history === null ? "Loading…" : "The history begins with the second point, some seconds after the first events."}
        </p>
      ) : (
        <figure>
          <TimeChart
            data={data}
            axis={(value) => axisMark(value, unit)}
            label={`${title}. ${series.arms.map((arm) => spoken(name(arm.variantId), experiment, points, arm.variantId)).join(" ")} The table below has the points.`}
            onPoint={setColumn}
          />
          <Caption experiment={experiment} series={series} column={column} />
        </figure>
      )}
      <ChartTable<LiftPoint>
        label="Points of the chart"
        rows={rows}
        rowKey={(point) => `${point.at} ${point.variantId}`}
        columns={[
          { title: "Time", cell: (point) => <span title={moment(point.at)}>{clock(point.at)}</span> },
          { title: "Variant", cell: (point) => name(point.variantId) },
          { title: "Difference", isFigure: true, cell: (point) => difference(point.estimate, unit) },
          { title: "Interval", isFigure: true, cell: (point) => interval(point.lower, point.upper, unit) },
          { title: "Users", isFigure: true, cell: (point) => count(point.n) },
        ]}
      />
    </Section>
  );
}

interface CaptionProps {
  readonly experiment: Experiment;
  readonly series: LiftSeries;
  readonly column: number | null;
}

/** The figures under the pointer, or the newest. */
function Caption({ experiment, series, column }: CaptionProps) {
  const unit = unitOf(experiment.targetMetric);
  const shown = column !== null && column < series.times.length ? column : series.times.length - 1;
  return (
    <figcaption>
      <span class="quiet-text">{clock((series.times[shown] ?? 0) * 1000)}</span>
      {series.arms.map((arm) => (
        <span key={arm.variantId}>
          <VariantName experiment={experiment} id={arm.variantId} /> {difference(arm.estimate[shown] ?? null, unit)}{" "}
          <span class="quiet-text">
            ({interval(arm.lower[shown] ?? null, arm.upper[shown] ?? null, unit)}; {count(arm.n[shown] ?? null)} users)
          </span>
        </span>
      ))}
    </figcaption>
  );
}

function chartOf(experiment: Experiment, series: LiftSeries) {
  const hasBands = series.arms.length <= MOST_BANDS;
  return {
    times: series.times,
    lines: series.arms.map((arm) => ({
      style: styleIndex(experiment, arm.variantId),
      values: arm.estimate,
      ...(hasBands ? { lower: arm.lower, upper: arm.upper } : {}),
    })),
    range: shownRange(series),
  };
}

function spoken(name: string, experiment: Experiment, points: readonly LiftPoint[], variantId: string): string {
  const unit = unitOf(experiment.targetMetric);
  const point = latest(points, variantId);
  return `Now ${name}: ${difference(point?.estimate ?? null, unit)}, interval ${interval(point?.lower ?? null, point?.upper ?? null, unit)}.`;
}
