/** How answers are taken apart: what is missing is null, unless the page cannot do without it. */
export type Fields = Record<string, unknown>;

export function fields(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`${what} is missing from the answer`);
  }
  return value as Fields;
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function required(value: unknown, what: string): string {
  const found = text(value);
  if (found === null) {
    throw new TypeError(`${what} is missing from the answer`);
  }
  return found;
}

export function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** Milliseconds since the epoch, from an ISO time or a number of milliseconds. */
export function time(value: unknown): number | null {
  if (typeof value === "string") {
    const parsed = Date.parse(value);
    return Number.isNaN(parsed) ? null : parsed;
  }
  return number(value);
}

export function texts(value: unknown): string[] {
  return list(value).flatMap((each) => text(each) ?? []);
}

export function flag(value: unknown): boolean {
  return value === true;
}

/** A pair of numbers, as intervals come. */
export function pair(value: unknown): readonly [number, number] | null {
  const [lower, upper] = list(value).map(number);
  return lower == null || upper == null ? null : [lower, upper];
}
