import { useMemo, useState } from "preact/hooks";
import { readWindows, type WindowCount } from "../api/activity";
import type { Experiment } from "../api/shapes";
import { compact, count, moment } from "../format";
import { usePoll } from "../live/use-poll";
import { ChartTable } from "../parts/data-table";
import { Section } from "../parts/section";
import { TimeChart } from "../parts/time-chart";
import { styleIndex, VariantName } from "../parts/variant-name";
import type { ExperimentSql } from "../sql";
import { SIZES, typesOf, windowSeries, type WindowSeries } from "../windows";

interface Props {
  readonly base: string;
  readonly experiment: Experiment;
  readonly paused: boolean;
  readonly sql: ExperimentSql;
}

const NONE: readonly WindowCount[] = [];
const EVERY_MS = 5_000;

/** Events by window of log time: whether traffic flows, and evenly. */
export function WindowSection({ base, experiment, paused, sql }: Props) {
  const [size, setSize] = useState("1m");
  const [chosen, setChosen] = useState<string | null>(null);
  const { value } = usePoll(`${base}/windows?size=${size}`, readWindows, EVERY_MS, paused);
  const windows = value ?? NONE;
  const types = useMemo(() => typesOf(windows), [windows]);
  const type = chosen !== null && types.includes(chosen) ? chosen : (types[0] ?? null);
  const series = useMemo(
    () => windowSeries(windows, type ?? "", size, experiment.variants.map((variant) => variant.id)),
    [windows, type, size, experiment.variants],
  );
  const queries = useMemo(() => sql.windows(size), [sql, size]);
  return (
    <Section
      id="windows"
      title="Rolling windows"
      queries={queries}
      aside={
        <span class="choices">
          {types.length > 0 && (
            <label class="inline-label">
              <span class="label">Events</span>
              <select value={type ?? ""} onChange={(event) => setChosen(event.currentTarget.value)}>
                {types.map((each) => <option key={each} value={each}>{each}</option>)}
              </select>
            </label>
          )}
          <label class="inline-label">
            <span class="label">Window</span>
            <select value={size} onChange={(event) => setSize(event.currentTarget.value)}>
              {Object.keys(SIZES).map((each) => <option key={each} value={each}>{each}</option>)}
            </select>
          </label>
        </span>
      }
    >
      {value === null ? (
        <p class="quiet-text">Loading…</p>
      ) : series.times.length < 2 ? (
        <p class="quiet-text">Fewer than two windows have events. Choose a shorter window, or wait for traffic.</p>
      ) : (
        <Windows experiment={experiment} series={series} type={type ?? ""} size={size} />
      )}
    </Section>
  );
}

interface WindowsProps {
  readonly experiment: Experiment;
  readonly series: WindowSeries;
  readonly type: string;
  readonly size: string;
}

function Windows({ experiment, series, type, size }: WindowsProps) {
  const data = useMemo(
    () => ({
      times: series.times,
      lines: experiment.variants.map((variant) => ({ style: styleIndex(experiment, variant.id), values: series.byVariant.get(variant.id) ?? [] })),
      range: [0, Math.max(1, ...[...series.byVariant.values()].flat()) * 1.06] as const,
    }),
    [experiment, series],
  );
  const rows = series.times.map((_, column) => column).reverse();
  const open = series.times.length - series.openFrom;
  return (
    <>
      <figure>
        <TimeChart data={data} axis={compact} height={190} label={`Events of type ${type} in windows of ${size}, by variant. The table below has the counts.`} />
        <figcaption>
          {experiment.variants.map((variant) => <VariantName key={variant.id} experiment={experiment} id={variant.id} />)}
          {open > 0 && <span class="quiet-text">{open === 1 ? "The last window is still open." : `The last ${open} windows are still open.`}</span>}
        </figcaption>
      </figure>
      <ChartTable<number>
        label="Counts of the windows"
        rows={rows}
        rowKey={(column) => column}
        columns={[
          { title: "Begin", cell: (column) => moment((series.times[column] ?? 0) * 1000) },
          ...experiment.variants.map((variant) => ({
            title: variant.name,
            isFigure: true,
            cell: (column: number) => count(series.byVariant.get(variant.id)?.[column] ?? null),
          })),
          { title: "", cell: (column) => (column >= series.openFrom ? "open" : "complete") },
        ]}
      />
    </>
  );
}
