/** How many lines of a list are shown at once. */
export const PAGE_SIZE = 50;

/** The path of a page of a list that does not say how long it is: with one line more than is shown, to see whether there are more. */
export function pagePath(path: string, page: number): string {
  return `${path}${path.includes("?") ? "&" : "?"}limit=${PAGE_SIZE + 1}&offset=${page * PAGE_SIZE}`;
}

/** The lines of a page, without the one that only says that there are more. */
export function shownOf<T>(lines: readonly T[]): readonly T[] {
  return lines.slice(0, PAGE_SIZE);
}

/** Whether there is a page behind this one. */
export function hasMore(lines: readonly unknown[] | null): boolean {
  return lines !== null && lines.length > PAGE_SIZE;
}
