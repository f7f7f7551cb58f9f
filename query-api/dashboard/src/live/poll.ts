import { errorOf, type RequestError } from "../api/request";

/** What a poll knows: the last good answer stays while later ones fail. */
export interface PollState<T> {
  readonly value: T | null;
  /** When `value` came, on the poll's clock, in milliseconds. */
  readonly receivedAt: number | null;
  /** Why the last try failed; null after a good one. */
  readonly error: RequestError | null;
  /** When the next try is due after a failure, on the poll's clock. */
  readonly retryAt: number | null;
}

export const NOTHING_YET: PollState<never> = { value: null, receivedAt: null, error: null, retryAt: null };

const LONGEST_BACKOFF_MS = 15_000;

/**
 * Asks for the same thing over and over: the next question goes out a fixed time after the last
 * answer, so slow answers never pile up. Failures back off, doubling up to 15 s, and heed the
 * server's Retry-After. What a later try cannot mend (401, 403, 404) ends the poll.
 */
export class Poll<T> {
  private state: PollState<T> = NOTHING_YET;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private inFlight: AbortController | null = null;

  constructor(
    private readonly ask: (signal: AbortSignal) => Promise<T>,
    private readonly everyMs: number,
    private readonly onChange: (state: PollState<T>) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Asks now, then on and on; on a poll that already runs, asks now if it is waiting. */
  start(): void {
    if (this.inFlight === null) {
      this.clearTimer();
      void this.tick();
    }
  }

  /** Gives up the question under way and asks no more until started again. */
  stop(): void {
    this.clearTimer();
    this.inFlight?.abort();
    this.inFlight = null;
  }

  /** Asks anew at once, whatever is under way; nothing where the poll has ended or was stopped. */
  again(): void {
    if (this.timer !== null || this.inFlight !== null) {
      this.stop();
      this.start();
    }
  }

  private async tick(): Promise<void> {
    const inFlight = new AbortController();
    this.inFlight = inFlight;
    let waitMs: number | null;
    try {
      const value = await this.ask(inFlight.signal);
      if (inFlight.signal.aborted) {
        return;
      }
      this.failures = 0;
      waitMs = this.everyMs;
      this.state = { value, receivedAt: this.clock(), error: null, retryAt: null };
    } catch (failure) {
      if (inFlight.signal.aborted) {
        return;
      }
      const error = errorOf(failure);
      waitMs = this.waitAfter(error);
      this.state = { ...this.state, error, retryAt: waitMs === null ? null : this.clock() + waitMs };
    }
    this.inFlight = null;
    if (waitMs !== null) {
      this.timer = setTimeout(() => void this.tick(), waitMs);
    }
    this.onChange(this.state);
  }

  private waitAfter(error: RequestError): number | null {
    if (error.status === 401 || error.status === 403 || error.status === 404) {
      return null;
    }
    const backoff = Math.min(LONGEST_BACKOFF_MS, Math.max(500, this.everyMs) * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 10);
    return Math.max(backoff, error.retryAfterMs ?? 0);
  }

  private clearTimer(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  }
}
