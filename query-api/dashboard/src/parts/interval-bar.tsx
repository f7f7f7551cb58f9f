import { difference, interval, type Unit } from "../format";

interface Props {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly unit: Unit;
}

const WIDTH = 240;
const HEIGHT = 28;
const MIDDLE = WIDTH / 2;

/** A difference and its interval drawn about zero: left is less than control, right is more. */
export function IntervalBar({ estimate, lower, upper, unit }: Props) {
  if (estimate === null || lower === null || upper === null) {
    return <p class="quiet-text">No interval yet</p>;
  }
  const reach = Math.max(Math.abs(lower), Math.abs(upper), Math.abs(estimate)) * 1.15 || 1;
  const x = (value: number): number => MIDDLE + (value / reach) * MIDDLE;
  const side = lower > 0 ? "above" : upper < 0 ? "below" : "across";
  const label = `${difference(estimate, unit)}, interval ${interval(lower, upper, unit)}; zero is ${side === "across" ? "inside" : "outside"}`;
  return (
    <svg class={`interval interval-${side}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <line class="interval-axis" x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      <line class="interval-zero" x1={MIDDLE} x2={MIDDLE} y1="2" y2={HEIGHT - 2} />
      <rect class="interval-span" x={x(lower)} y="9" width={Math.max(2, x(upper) - x(lower))} height="10" rx="5" />
      <circle class="interval-estimate" cx={x(estimate)} cy={HEIGHT / 2} r="4.5" />
    </svg>
  );
}
