import { errorOf, RequestError } from "../api/request";
import { FrameReader, type Frame } from "./frames";
import { merged, type Json } from "./merge-patch";
import { NOTHING_YET, type PollState } from "./poll";

/** How figures come: by the stream, by asking again and again, or not now. */
export type Way = "connecting" | "stream" | "poll" | "stopped";

export interface LiveState<T> extends PollState<T> {
  readonly way: Way;
}

export const NOT_LIVE: LiveState<never> = { ...NOTHING_YET, way: "connecting" };

/** What a stream is made of; the page's own are {@link openStream} and a GET. */
export interface LiveOutside {
  /** Opens the stream after a frame; the pieces of its text, until it ends. */
  readonly open: (lastId: string | null, signal: AbortSignal) => Promise<AsyncIterable<string>>;
  /** The whole state in one answer. */
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  readonly clock: () => number;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;
/** The server writes each second, if only a comment: so long without a byte the connection is dead. */
const SILENCE_MS = 6_000;
/** After so many failures in a row the state is asked for between tries. */
const POLLS_AFTER = 3;
const POLL_MS = 2_000;

/**
 * One experiment's live figures: a snapshot, then what changed, once a second. Whatever breaks the stream, it is opened
 * again after the last frame that came; the server sends what was missed, or a new snapshot. Where no stream gets
 * through, the state is asked for at every retry instead. What a later try cannot mend (401, 403, 404) ends it.
 */
export class LiveStream<T> {
  private state: LiveState<T> = NOT_LIVE;
  private whole: Json | null = null;
  private lastId: string | null = null;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private running: AbortController | null = null;
  /** Counts stops: what was under way before one has no say after it. */
  private life = 0;

  constructor(
    private readonly outside: LiveOutside,
    private readonly read: (data: unknown) => T,
    private readonly onChange: (state: LiveState<T>) => void,
  ) {}

  start(): void {
    if (this.running === null && this.timer === null) {
      this.tell({ way: this.state.value === null ? "connecting" : this.state.way });
      void this.run();
    }
  }

  /** Ends the stream; started again, it goes on after the last frame. */
  stop(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
    this.life++;
    this.running?.abort();
    this.running = null;
    this.state = { ...this.state, way: "stopped" };
  }

  private async run(): Promise<void> {
    const running = new AbortController();
    this.running = running;
    let failure: unknown;
    try {
      await this.follow(running);
      failure = new RequestError(0, "NETWORK", "The stream ended.");
    } catch (thrown) {
      failure = thrown;
    }
    if (this.running !== running) {
      return;
    }
    this.running = null;
    await this.recover(errorOf(failure));
  }

  private async follow(running: AbortController): Promise<void> {
    const silence = new Silence(() => running.abort());
    try {
      const reader = new FrameReader();
      for await (const piece of await this.outside.open(this.lastId, running.signal)) {
        if (this.running !== running) {
          return;
        }
        silence.broken();
        reader.take(piece).forEach((frame) => this.apply(frame));
      }
    } finally {
      silence.end();
    }
  }

  private apply(frame: Frame): void {
    const data = JSON.parse(frame.data) as Json;
    if (frame.event === "snapshot") {
      this.whole = data;
    } else if (frame.event === "delta" && this.whole !== null) {
      this.whole = merged(this.whole, data);
    } else {
      return;
    }
    this.lastId = frame.id;
    this.failures = 0;
    this.tell({ way: "stream", value: this.read(this.whole), receivedAt: this.outside.clock(), error: null, retryAt: null });
  }

  private async recover(error: RequestError): Promise<void> {
    const { life } = this;
    this.failures++;
    if (error.status === 401 || error.status === 403 || error.status === 404) {
      this.tell({ way: "stopped", error, retryAt: null });
      return;
    }
    if (this.failures >= POLLS_AFTER) {
      await this.poll();
    }
    if (this.life !== life) {
      return;
    }
    const polled = this.state.way === "poll" && this.state.error === null;
    const backoffMs = polled ? POLL_MS : Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1));
    const waitMs = Math.max(backoffMs, error.retryAfterMs ?? 0);
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.run();
    }, waitMs);
    this.tell(polled ? { retryAt: null } : { way: "connecting", error, retryAt: this.outside.clock() + waitMs });
  }

  /** Asks for the state while no stream gets through; what comes has no place in the stream, so that begins anew. */
  private async poll(): Promise<void> {
    const running = new AbortController();
    this.running = running;
    try {
      const data = await this.outside.ask(running.signal);
      if (this.running === running) {
        this.lastId = null;
        this.tell({ way: "poll", value: this.read(data), receivedAt: this.outside.clock(), error: null, retryAt: null });
      }
    } catch (failure) {
      if (this.running === running) {
        this.tell({ way: "connecting", error: errorOf(failure) });
      }
    } finally {
      if (this.running === running) {
        this.running = null;
      }
    }
  }

  private tell(change: Partial<LiveState<T>>): void {
    this.state = { ...this.state, ...change };
    this.onChange(this.state);
  }
}

/** Calls once nothing was heard for too long. */
class Silence {
  private timer: ReturnType<typeof setTimeout>;

  constructor(private readonly tooLong: () => void) {
    this.timer = setTimeout(tooLong, SILENCE_MS);
  }

  broken(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.tooLong, SILENCE_MS);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
