import { useMemo } from "preact/hooks";
import type { GuardrailPoint } from "../api/history";
import type { Experiment } from "../api/shapes";
import { metricTitle, metricValue, moment, unitOf } from "../format";
import { everyNth } from "../lift";
import { ChartTable } from "../parts/data-table";
import { Section } from "../parts/section";
import { TimeChart, type ChartData } from "../parts/time-chart";
import { styleIndex, VariantName } from "../parts/variant-name";
import type { ExperimentSql } from "../sql";
import { GuardrailState } from "./guardrail-state";

interface Props {
  readonly experiment: Experiment;
  readonly history: readonly GuardrailPoint[] | null;
  readonly sql: ExperimentSql;
}

const TABLE_ROWS = 60;

/** How what must not get worse stood over time. */
export function GuardrailSection({ experiment, history, sql }: Props) {
  const queries = useMemo(() => sql.guardrails(), [sql]);
  return (
    <Section id="guardrails" title="Guardrail history" queries={queries}>
      {experiment.guardrails.length === 0 ? (
        <p class="quiet-text">This experiment has no guardrails. They are named when it is created, such as average rating or bounce rate.</p>
      ) : history === null ? (
        <p class="quiet-text">Loading…</p>
      ) : (
        <div class="guardrails">
          {experiment.guardrails.map((metric) => (
            <GuardrailHistory key={metric} experiment={experiment} metric={metric} points={history.filter((point) => point.metric === metric)} />
          ))}
        </div>
      )}
    </Section>
  );
}

function GuardrailHistory({ experiment, metric, points }: { experiment: Experiment; metric: string; points: readonly GuardrailPoint[] }) {
  const unit = unitOf(metric);
  const data = useMemo(() => chartOf(experiment, points), [experiment, points]);
  const rows = useMemo(() => everyNth([...points].reverse(), TABLE_ROWS), [points]);
  const tests = experiment.variants.filter((variant) => !variant.isControl);
  const now = (id: string): GuardrailPoint | undefined => points.filter((point) => point.variantId === id).at(-1);
  const name = (id: string): string => experiment.variants.find((variant) => variant.id === id)?.name ?? id;
  const limit = points.at(-1)?.threshold ?? null;
  return (
    <div class="guardrail">
      <h3>{metricTitle(metric)}</h3>
      <ul class="arms">
        {tests.map((variant) => (
          <li key={variant.id}>
            <VariantName experiment={experiment} id={variant.id} />
            <GuardrailState status={now(variant.id)?.status ?? null} isLong />
          </li>
        ))}
      </ul>
      {data.times.length >= 2 && (
        <>
          <TimeChart
            data={data}
            axis={(value) => metricValue(value, unit)}
            height={170}
            label={`${metricTitle(metric)} by variant over time; the limit is now ${metricValue(limit, unit)}. The table below has the points.`}
          />
          <p class="legend">
            {experiment.variants.map((variant) => <VariantName key={variant.id} experiment={experiment} id={variant.id} />)}
            <span class="variant-name"><span class="swatch limit" aria-hidden="true" />Limit {metricValue(limit, unit)}</span>
          </p>
          <ChartTable<GuardrailPoint>
            label={`Points of ${metricTitle(metric)}`}
            rows={rows}
            rowKey={(point) => `${point.at} ${point.variantId}`}
            columns={[
              { title: "Time", cell: (point) => moment(point.at) },
              { title: "Variant", cell: (point) => name(point.variantId) },
              { title: "State", cell: (point) => <GuardrailState status={point.status} /> },
              { title: "Limit", isFigure: true, cell: (point) => metricValue(point.threshold, unit) },
              { title: "Control", isFigure: true, cell: (point) => metricValue(point.controlValue, unit) },
              { title: "Test", isFigure: true, cell: (point) => metricValue(point.testValue, unit) },
            ]}
          />
        </>
      )}
    </div>
  );
}

/** Control, every test arm, and the limit, which has the dotted style. */
const LIMIT_STYLE = 3;

function chartOf(experiment: Experiment, points: readonly GuardrailPoint[]): ChartData {
  const times = [...new Set(points.map((point) => point.at))].sort((a, b) => a - b);
  const at = new Map(points.map((point) => [`${point.at} ${point.variantId}`, point]));
  const tests = experiment.variants.filter((variant) => !variant.isControl);
  const first = tests[0]?.id ?? "";
  const row = (id: string, read: (point: GuardrailPoint) => number | null): (number | null)[] =>
    times.map((time) => {
      const point = at.get(`${time} ${id}`);
      return point === undefined ? null : read(point);
    });
  const lines = [
    { style: 0, values: row(first, (point) => point.controlValue) },
    ...tests.map((variant) => ({ style: styleIndex(experiment, variant.id), values: row(variant.id, (point) => point.testValue) })),
    { style: LIMIT_STYLE, values: row(first, (point) => point.threshold) },
  ];
  return { times: times.map((time) => time / 1000), lines, range: rangeOf(lines.flatMap((line) => line.values.slice(Math.floor(times.length / 3)))) };
}

/** All of the newer part: the first values, of few users, would flatten the rest. */
function rangeOf(values: readonly (number | null)[]): readonly [number, number] {
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) {
    return [0, 1];
  }
  const low = Math.min(...known);
  const high = Math.max(...known);
  const margin = (high - low) * 0.15 || Math.abs(high) * 0.1 || 0.01;
  return [low - margin, high + margin];
}
