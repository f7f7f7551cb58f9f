import { useMemo, useState } from "preact/hooks";
import type { Experiment, LiftPoint } from "../api/shapes";
import { clock, count, difference, interval, metricTitle, moment, unitOf } from "../format";
import { latest, liftSeries, thinned } from "../lift";
import { LiftChart } from "../parts/lift-chart";
import { styleIndex, VariantName } from "../parts/variant-name";

const TABLE_ROWS = 60;
const NONE: readonly LiftPoint[] = [];

/** The difference from control over time, with its interval; as a chart and as a table. */
export function LiftSection({ experiment, history }: { experiment: Experiment; history: readonly LiftPoint[] | null }) {
  const points = history ?? NONE;
  const [column, setColumn] = useState<number | null>(null);
  const series = useMemo(() => liftSeries(points), [points]);
  const unit = unitOf(experiment.targetMetric);
  const title = `${metricTitle(experiment.targetMetric)}: difference from control over time`;
  const shownColumn = column !== null && column < series.times.length ? column : series.times.length - 1;
  return (
    <section class="card" aria-labelledby="lift-title">
      <h2 id="lift-title">Lift over time</h2>
      {series.times.length < 2 ? (
        <p class="quiet-text">
          {history === null ? "Loading…" : "The history begins with the second point, some seconds after the first events."}
        </p>
      ) : (
        <figure>
          <LiftChart
            series={series}
            unit={unit}
            styles={series.arms.map((arm) => styleIndex(experiment, arm.variantId))}
            label={`${title}. ${series.arms.map((arm) => spoken(experiment, points, arm.variantId)).join(" ")} The table below has the points.`}
            onPoint={setColumn}
          />
          <figcaption>
            <span class="quiet-text">{clock((series.times[shownColumn] ?? 0) * 1000)}</span>
            {series.arms.map((arm) => (
              <span key={arm.variantId}>
                <VariantName experiment={experiment} id={arm.variantId} /> {difference(arm.estimate[shownColumn] ?? null, unit)}{" "}
                <span class="quiet-text">
                  ({interval(arm.lower[shownColumn] ?? null, arm.upper[shownColumn] ?? null, unit)}; {count(arm.n[shownColumn] ?? null)} users)
                </span>
              </span>
            ))}
          </figcaption>
        </figure>
      )}
      <details>
        <summary>The points as a table</summary>
        <div class="scroll tall" role="group" aria-label="Points of the chart" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Variant</th>
                <th scope="col" class="figure">Difference</th>
                <th scope="col" class="figure">Interval</th>
                <th scope="col" class="figure">Users</th>
              </tr>
            </thead>
            <tbody>
              {thinned(points, TABLE_ROWS).map((point) => (
                <tr key={`${point.at} ${point.variantId}`}>
                  <td title={moment(point.at)}>{clock(point.at)}</td>
                  <td>{experiment.variants.find((variant) => variant.id === point.variantId)?.name ?? point.variantId}</td>
                  <td class="figure">{difference(point.estimate, unit)}</td>
                  <td class="figure">{interval(point.lower, point.upper, unit)}</td>
                  <td class="figure">{count(point.n)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function spoken(experiment: Experiment, points: readonly LiftPoint[], variantId: string): string {
  const unit = unitOf(experiment.targetMetric);
  const point = latest(points, variantId);
  const name = experiment.variants.find((variant) => variant.id === variantId)?.name ?? variantId;
  return `Now ${name}: ${difference(point?.estimate ?? null, unit)}, interval ${interval(point?.lower ?? null, point?.upper ?? null, unit)}.`;
}
