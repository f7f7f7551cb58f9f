import { useMemo } from "preact/hooks";
import type { ExposurePoint, Exposures } from "../api/history";
import type { Experiment } from "../api/shapes";
import { compact, count, moment, pValue } from "../format";
import { everyNth } from "../lift";
import { ChartTable } from "../parts/data-table";
import { TimeChart, type ChartData } from "../parts/time-chart";
import { styleIndex } from "../parts/variant-name";

const TABLE_ROWS = 60;

/** Users seen in each variant, adding up over time. */
export function ExposureChart({ experiment, exposures }: { experiment: Experiment; exposures: Exposures | null }) {
  const data = useMemo(() => (exposures === null ? null : chartOf(experiment, exposures)), [experiment, exposures]);
  const rows = useMemo(() => everyNth([...(exposures?.points ?? [])].reverse(), TABLE_ROWS), [exposures]);
  if (exposures === null || data === null || exposures.points.length < 2) {
    return null;
  }
  const names = exposures.variantIds.map((id) => experiment.variants.find((variant) => variant.id === id)?.name ?? id);
  const last = exposures.points[exposures.points.length - 1];
  return (
    <div class="sub">
      <h3>Exposures over time</h3>
      <TimeChart
        data={data}
        axis={compact}
        height={170}
        label={`Users seen in each variant over time. Now ${names.map((name, index) => `${name}: ${count(last?.users[index] ?? null)}`).join(", ")}. The table below has the points.`}
      />
      <ChartTable<ExposurePoint>
        label="Points of the exposures"
        rows={rows}
        rowKey={(point) => point.at}
        columns={[
          { title: "Time", cell: (point) => moment(point.at) },
          ...names.map((name, index) => ({ title: name, isFigure: true, cell: (point: ExposurePoint) => count(point.users[index] ?? null) })),
          { title: "Sample ratio p", isFigure: true, cell: (point) => pValue(point.sampleRatioPValue) },
        ]}
      />
    </div>
  );
}

function chartOf(experiment: Experiment, exposures: Exposures): ChartData {
  const highest = Math.max(1, ...exposures.points.flatMap((point) => point.users));
  return {
    times: exposures.points.map((point) => point.at / 1000),
    lines: exposures.variantIds.map((id, index) => ({
      style: styleIndex(experiment, id),
      values: exposures.points.map((point) => point.users[index] ?? null),
    })),
    range: [0, highest * 1.06],
  };
}
