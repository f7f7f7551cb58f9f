import type { WindowCount } from "./api/activity";

/** Counts of one type of event by window, a row for each variant. Windows without events count zero. */
export interface WindowSeries {
  /** Begin of each window, seconds since the epoch, ascending, without gaps. */
  readonly times: readonly number[];
  readonly byVariant: ReadonlyMap<string, readonly number[]>;
  /** From this column on the windows may still change; the number of columns where none may. */
  readonly openFrom: number;
}

export const SIZES: Readonly<Record<string, number>> = { "10s": 10, "1m": 60, "5m": 300, "1h": 3600 };

export function windowSeries(windows: readonly WindowCount[], type: string, size: string, variantIds: readonly string[]): WindowSeries {
  const step = SIZES[size] ?? 60;
  const starts = windows.map((window) => window.start / 1000);
  const first = Math.min(...starts);
  const last = Math.max(...starts);
  const columns = windows.length === 0 ? 0 : Math.round((last - first) / step) + 1;
  const byVariant = new Map(variantIds.map((id): [string, number[]] => [id, new Array<number>(columns).fill(0)]));
  let openFrom = columns;
  for (const window of windows) {
    const column = Math.round((window.start / 1000 - first) / step);
    if (!window.isComplete) {
      openFrom = Math.min(openFrom, column);
    }
    const row = byVariant.get(window.variantId);
    if (window.type === type && row !== undefined) {
      row[column] = (row[column] ?? 0) + window.events;
    }
  }
  return { times: Array.from({ length: columns }, (_, column) => first + column * step), byVariant, openFrom };
}

/** The types of events in the windows, the commonest first. */
export function typesOf(windows: readonly WindowCount[]): readonly string[] {
  const events = new Map<string, number>();
  windows.forEach((window) => events.set(window.type, (events.get(window.type) ?? 0) + window.events));
  return [...events].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([type]) => type);
}
