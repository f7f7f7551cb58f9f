import type { LiftPoint } from "./api/shapes";

/** The history of lifts as a chart wants it: one row of times, and per test arm three rows of values. */
export interface LiftSeries {
  /** Seconds since the epoch, ascending. */
  readonly times: readonly number[];
  readonly arms: readonly ArmSeries[];
}

export interface ArmSeries {
  readonly variantId: string;
  readonly estimate: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly n: readonly (number | null)[];
}

export function liftSeries(points: readonly LiftPoint[]): LiftSeries {
  const times = [...new Set(points.map((point) => point.at))].sort((a, b) => a - b);
  const column = new Map(times.map((at, index) => [at, index]));
  const arms = new Map<string, { [K in "estimate" | "lower" | "upper" | "n"]: (number | null)[] }>();
  for (const point of points) {
    let arm = arms.get(point.variantId);
    if (arm === undefined) {
      const empty = (): (number | null)[] => times.map(() => null);
      arm = { estimate: empty(), lower: empty(), upper: empty(), n: empty() };
      arms.set(point.variantId, arm);
    }
    const index = column.get(point.at) as number;
    arm.estimate[index] = point.estimate;
    arm.lower[index] = point.lower;
    arm.upper[index] = point.upper;
    arm.n[index] = point.n;
  }
  return { times: times.map((at) => at / 1000), arms: [...arms].map(([variantId, arm]) => ({ variantId, ...arm })) };
}

/**
 * The range of values to show: all of the newer half with its intervals, and zero. The first
 * intervals are so wide that, shown whole, they would flatten everything after them.
 */
export function shownRange(series: LiftSeries): readonly [number, number] {
  let low = 0;
  let high = 0;
  const from = Math.floor(series.times.length / 2);
  for (const arm of series.arms) {
    for (const row of [arm.estimate, arm.lower, arm.upper]) {
      for (const value of row.slice(from)) {
        low = Math.min(low, value ?? 0);
        high = Math.max(high, value ?? 0);
      }
    }
  }
  const margin = (high - low) * 0.08 || 0.01;
  return [low - margin, high + margin];
}

/** The newest point of a variant, or null. */
export function latest(points: readonly LiftPoint[], variantId: string): LiftPoint | null {
  let newest: LiftPoint | null = null;
  for (const point of points) {
    if (point.variantId === variantId && (newest === null || point.at >= newest.at)) {
      newest = point;
    }
  }
  return newest;
}

/** Every so many points of each arm, so that a table stays readable; the newest comes first. */
export function thinned(points: readonly LiftPoint[], atMost: number): readonly LiftPoint[] {
  const times = [...new Set(points.map((point) => point.at))].sort((a, b) => b - a);
  const step = Math.max(1, Math.ceil(times.length / atMost));
  const kept = new Set(times.filter((_, index) => index % step === 0));
  return points.filter((point) => kept.has(point.at)).sort((a, b) => b.at - a.at);
}

/** At most so many of the rows, evenly apart, the first among them. */
export function everyNth<T>(rows: readonly T[], atMost: number): readonly T[] {
  const step = Math.max(1, Math.ceil(rows.length / atMost));
  return rows.filter((_, index) => index % step === 0);
}
