/** Numbers and times as the page writes them. Null, which is "cannot be said", is a dash everywhere. */

export const DASH = "–";
const MINUS = "\u2212";
const LANGUAGE = "en-GB";

const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });
const timeOfDay = new Intl.DateTimeFormat(LANGUAGE, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayAndTime = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** By digits after the point, up to three. Making one takes as long as using it a hundred times. */
const exact = [0, 1, 2, 3].map((digits) => new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: digits, maximumFractionDigits: digits }));

function fixed(value: number, digits: 0 | 1 | 2 | 3): string {
  const text = (exact[digits] as Intl.NumberFormat).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

function signed(value: number, digits: 0 | 1 | 2 | 3): string {
  const text = fixed(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** How a metric is written: a share in percent, or a plain number. */
export type Unit = "share" | "number";

const SHARES = new Set(["conversion_rate", "click_rate", "user_conversion_rate", "bounce_rate", "click_to_conversion"]);

export function unitOf(metric: string): Unit {
  return SHARES.has(metric) ? "share" : "number";
}

/** `conversion_rate` → `Conversion rate`. */
export function metricTitle(metric: string): string {
  const words = metric.replace(/_/g, " ").trim().replace(/^avg\b/, "average");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function count(value: number | null): string {
  return value === null ? DASH : whole.format(value);
}

const short = new Intl.NumberFormat(LANGUAGE, { notation: "compact", maximumFractionDigits: 1 });

/** A count on a chart's axis: `1.2K`. */
export function compact(value: number): string {
  return short.format(value);
}

/** A mark on a chart's axis of differences. */
export function axisMark(value: number, unit: Unit): string {
  return unit === "share" ? `${signed(value * 100, 2).replace(/\.?0+$/, "")} pp` : signed(value, 3).replace(/\.?0+$/, "");
}

export function metricValue(value: number | null, unit: Unit): string {
  if (value === null) {
    return DASH;
  }
  return unit === "share" ? `${fixed(value * 100, 2)}%` : fixed(value, 2);
}

/** A difference of two values of a metric: of shares in percentage points. */
export function difference(value: number | null, unit: Unit): string {
  if (value === null) {
    return DASH;
  }
  return unit === "share" ? `${signed(value * 100, 2)} pp` : signed(value, 3);
}

/** An interval of differences; an open end is infinite. */
export function interval(lower: number | null, upper: number | null, unit: Unit): string {
  if (lower === null || upper === null) {
    return DASH;
  }
  const end = (value: number): string => (unit === "share" ? signed(value * 100, 2) : signed(value, 3));
  return `${end(lower)} to ${end(upper)}${unit === "share" ? " pp" : ""}`;
}

export function relative(value: number | null): string {
  return value === null ? DASH : `${signed(value * 100, 1)}%`;
}

export function share(value: number | null): string {
  return value === null ? DASH : `${fixed(value * 100, 1)}%`;
}

export function pValue(value: number | null): string {
  if (value === null) {
    return DASH;
  }
  return value < 0.001 ? "< 0.001" : value > 0.999 ? "> 0.999" : value.toFixed(3);
}

export function probability(value: number | null): string {
  if (value === null) {
    return DASH;
  }
  return value > 0.999 ? "> 99.9%" : value < 0.001 ? "< 0.1%" : `${(value * 100).toFixed(1)}%`;
}

/** An age as it counts up: `0.8 s`, `42 s`, `3 min`. */
export function age(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms);
}

/** A length of time in its two largest units: `3 h 12 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const units: readonly [number, string][] = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
    [1, "s"],
  ];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) {
    return "0 s";
  }
  const [size, name] = units[first] as [number, string];
  const next = units[first + 1];
  const rest = next === undefined ? 0 : Math.floor((seconds % size) / next[0]);
  return `${Math.floor(seconds / size)} ${name}${next === undefined || rest === 0 ? "" : ` ${rest} ${next[1]}`}`;
}

export function clock(epochMs: number | null): string {
  return epochMs === null ? DASH : timeOfDay.format(epochMs);
}

/** A time of day to the millisecond. */
export function clockMillis(epochMs: number | null): string {
  return epochMs === null ? DASH : `${timeOfDay.format(epochMs)}.${String(Math.floor(epochMs) % 1000).padStart(3, "0")}`;
}

export function moment(epochMs: number | null): string {
  return epochMs === null ? DASH : dayAndTime.format(epochMs);
}
