import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { axisMark, type Unit } from "../format";
import { shownRange, type LiftSeries } from "../lift";
import { onThemeChange } from "../theme";

interface Props {
  readonly series: LiftSeries;
  readonly unit: Unit;
  /** Style of each arm of the series, in its order. */
  readonly styles: readonly number[];
  readonly label: string;
  /** Told which column the pointer is on; null when it left. */
  readonly onPoint: (column: number | null) => void;
}

const HEIGHT = 280;
/** Test arms differ by dash as well as by colour. */
const DASHES: readonly number[][] = [[], [], [7, 4], [2, 3], [10, 3, 2, 3], [5, 5]];

/** Marks of the time axis: from so many seconds between two, how a mark reads and what is added where the day changes. */
const DAY = "\n{D} {MMM}";
const TIMES: readonly (readonly (number | string | null)[])[] = [
  [86_400, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [60, "{HH}:{mm}", DAY, null, DAY, null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", DAY, null, DAY, null, null, null, 1],
];

/** Lines with their bands over time. What it shows is in the table beside it, so it is one image to a reader. */
export function LiftChart({ series, unit, styles, label, onPoint }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const newest = useRef(series);
  newest.current = series;
  const shape = `${unit} ${styles.join(" ")}`;

  useEffect(() => {
    const element = host.current as HTMLDivElement;
    const draw = (): void => {
      chart.current?.destroy();
      chart.current = new uPlot(options(element.clientWidth, unit, styles, () => newest.current, onPoint), columns(newest.current), element);
    };
    draw();
    const resized = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    const stopListening = onThemeChange(draw);
    return () => {
      stopListening();
      resized.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [shape, onPoint]);

  useEffect(() => chart.current?.setData(columns(series)), [series]);

  return <div class="chart" ref={host} role="img" aria-label={label} />;
}

function columns(series: LiftSeries): uPlot.AlignedData {
  return [series.times as number[], ...series.arms.flatMap((arm) => [arm.estimate, arm.lower, arm.upper] as (number | null)[][])];
}

function options(
  width: number,
  unit: Unit,
  styles: readonly number[],
  current: () => LiftSeries,
  onPoint: (column: number | null) => void,
): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour("--ink-quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
  const lines = styles.flatMap((index): uPlot.Series[] => {
    const stroke = colour(`--arm-${index % 6}`);
    const edge: uPlot.Series = { stroke: "transparent", width: 0, points: { show: false } };
    return [{ stroke, width: 2, dash: DASHES[index % 6] as number[], points: { show: false } }, edge, edge];
  });
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { y: { range: () => [...shownRange(current())] } },
    series: [{}, ...lines],
    bands: styles.map((index, arm) => ({ series: [arm * 3 + 3, arm * 3 + 2], fill: `${colour(`--arm-${index % 6}`)}2b` })),
    axes: [
      { ...axis, values: TIMES as unknown as uPlot.Axis.Values },
      { ...axis, size: 64, values: (_, ticks) => ticks.map((tick) => axisMark(tick, unit)) },
    ],
    hooks: {
      drawAxes: [(plot) => drawZero(plot, colour("--ink-quiet"))],
      setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)],
    },
  };
}

/** No difference: the line that everything is read against. */
function drawZero(plot: uPlot, stroke: string): void {
  const y = Math.round(plot.valToPos(0, "y", true));
  plot.ctx.save();
  plot.ctx.strokeStyle = stroke;
  plot.ctx.lineWidth = 1;
  plot.ctx.setLineDash([]);
  plot.ctx.beginPath();
  plot.ctx.moveTo(plot.bbox.left, y);
  plot.ctx.lineTo(plot.bbox.left + plot.bbox.width, y);
  plot.ctx.stroke();
  plot.ctx.restore();
}
