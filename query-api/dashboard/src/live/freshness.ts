/** How far behind figures are, and what that means. */
export interface Freshness {
  readonly ageMs: number;
  readonly level: "fresh" | "behind" | "stale";
}

/** Older than this the page says so. */
export const BEHIND_AFTER_MS = 5_000;
/** Older than this no decision is taken from them: the same bound as the recommendation's. */
export const STALE_AFTER_MS = 60_000;

/**
 * The age of figures, free of this machine's clock being wrong: how far they were behind on the
 * server's clock when it answered, and how long ago that answer came on ours.
 *
 * @param completeUntil up to when the figures are complete, server's clock, milliseconds since the epoch
 * @param answeredAt when the server answered, server's clock, milliseconds since the epoch
 * @param receivedAt when the answer came, our monotonic clock
 * @param now our monotonic clock
 */
export function freshness(completeUntil: number, answeredAt: number, receivedAt: number, now: number): Freshness {
  const ageMs = Math.max(0, answeredAt - completeUntil) + Math.max(0, now - receivedAt);
  return { ageMs, level: ageMs > STALE_AFTER_MS ? "stale" : ageMs > BEHIND_AFTER_MS ? "behind" : "fresh" };
}
