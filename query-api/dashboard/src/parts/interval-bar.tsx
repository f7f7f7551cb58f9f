import { difference, interval, type Unit } from "../format";

interface Props {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly unit: Unit;
  /** What the half of the drawing stands for; as much as the interval needs unless several are to be compared. */
  readonly reach?: number;
  readonly width?: number;
}

const WIDTH = 240;
const HEIGHT = 28;

/** What half of a drawing has to stand for to show a difference and its interval. */
export function reachOf(estimate: number | null, bounds: readonly [number, number] | null): number {
  return Math.max(0, Math.abs(estimate ?? 0), ...(bounds ?? []).map(Math.abs)) * 1.15;
}

/** A difference and its interval drawn about zero: left is less than control, right is more. */
export function IntervalBar({ estimate, lower, upper, unit, reach, width = WIDTH }: Props) {
  if (estimate === null || lower === null || upper === null) {
    return <p class="quiet-text">No interval yet</p>;
  }
  const middle = width / 2;
  const half = reach || reachOf(estimate, [lower, upper]) || 1;
  const x = (value: number): number => middle + (value / half) * middle;
  const side = lower > 0 ? "above" : upper < 0 ? "below" : "across";
  const label = `${difference(estimate, unit)}, interval ${interval(lower, upper, unit)}; zero is ${side === "across" ? "inside" : "outside"}`;
  return (
    <svg class={`interval interval-${side}`} viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} role="img" aria-label={label}>
      <line class="interval-axis" x1="0" x2={width} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      <line class="interval-zero" x1={middle} x2={middle} y1="2" y2={HEIGHT - 2} />
      <rect class="interval-span" x={x(lower)} y="9" width={Math.max(2, x(upper) - x(lower))} height="10" rx="5" />
      <circle class="interval-estimate" cx={x(estimate)} cy={HEIGHT / 2} r="4.5" />
    </svg>
  );
}
