import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { onThemeChange } from "../theme";

/** A line over time; with `lower` and `upper` it has a band. */
export interface ChartLine {
  /** Which of the page's line styles: a colour and a dash. */
  readonly style: number;
  readonly values: readonly (number | null)[];
  readonly lower?: readonly (number | null)[];
  readonly upper?: readonly (number | null)[];
}

export interface ChartData {
  /** Seconds since the epoch, ascending. */
  readonly times: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly range: readonly [number, number];
}

interface Props {
  readonly data: ChartData;
  readonly axis: (value: number) => string;
  /** What the chart shows, for who cannot see it; the table beside it has the figures. */
  readonly label: string;
  readonly height?: number;
  /** Told which column the pointer is on; null when it left. */
  readonly onPoint?: ((column: number | null) => void) | undefined;
}

const HEIGHT = 260;
/** Lines differ by dash as well as by colour. */
const DASHES: readonly number[][] = [[], [], [7, 4], [2, 3], [10, 3, 2, 3], [5, 5]];

/** Marks of the time axis: from so many seconds between two, how a mark reads and what is added where the day changes. */
const DAY = "\n{D} {MMM}";
const TIMES: readonly (readonly (number | string | null)[])[] = [
  [86_400, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [60, "{HH}:{mm}", DAY, null, DAY, null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", DAY, null, DAY, null, null, null, 1],
];

/** Lines over time, with zero drawn where it is in sight. One image to a screen reader. */
export function TimeChart({ data, axis, label, height = HEIGHT, onPoint }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const newest = useRef({ data, axis, onPoint });
  newest.current = { data, axis, onPoint };
  const shape = data.lines.map((line) => `${line.style}${line.lower === undefined ? "" : "b"}`).join(" ");

  useEffect(() => {
    const element = host.current as HTMLDivElement;
    const draw = (): void => {
      chart.current?.destroy();
      chart.current = new uPlot(options(element.clientWidth, height, () => newest.current), columns(newest.current.data), element);
    };
    draw();
    const resized = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    const stopListening = onThemeChange(draw);
    return () => {
      stopListening();
      resized.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [shape, height]);

  useEffect(() => chart.current?.setData(columns(data)), [data]);

  return <div class="chart" ref={host} role="img" aria-label={label} />;
}

function columns(data: ChartData): uPlot.AlignedData {
  const rows = data.lines.flatMap((line) => [line.values, ...(line.lower === undefined ? [] : [line.lower, line.upper ?? []])]);
  return [data.times as number[], ...(rows as (number | null)[][])];
}

function options(width: number, height: number, current: () => Omit<Props, "label">): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour("--ink-quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const line of current().data.lines) {
    const stroke = colour(`--arm-${line.style % 6}`);
    series.push({ stroke, width: 2, dash: DASHES[line.style % 6] as number[], points: { show: false } });
    if (line.lower !== undefined) {
      const edge: uPlot.Series = { stroke: "transparent", width: 0, points: { show: false } };
      bands.push({ series: [series.length + 1, series.length], fill: `${stroke}2b` });
      series.push(edge, edge);
    }
  }
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { y: { range: () => [...current().data.range] } },
    series,
    bands,
    axes: [
      { ...axis, space: 76, values: TIMES as unknown as uPlot.Axis.Values },
      { ...axis, size: 64, space: 34, values: (_, ticks) => ticks.map((tick) => current().axis(tick)) },
    ],
    hooks: {
      drawAxes: [(plot) => drawZero(plot, colour("--ink-quiet"))],
      setCursor: [(plot) => current().onPoint?.(plot.cursor.idx ?? null)],
    },
  };
}

/** The line that everything is read against. */
function drawZero(plot: uPlot, stroke: string): void {
  const { min, max } = plot.scales["y"] ?? {};
  if (min == null || max == null || min > 0 || max < 0) {
    return;
  }
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
