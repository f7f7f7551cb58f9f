import { newId } from "./memory";

const TRIES = 4;
const FIRST_PAUSE_MS = 1000;

/** An event as the collector takes it; without a time, for it is sent at once. */
export interface Occurrence {
  readonly experiment_id: string;
  readonly variant_id: string;
  readonly user_id: string;
  readonly event_type: string;
  readonly event_value?: number;
}

/** Sends events so that they survive the page: by beacon, or where the browser takes no beacon by a request. */
export class Sender {
  private waiting: object[] = [];

  constructor(
    private readonly window: Window,
    private readonly url: string,
  ) {}

  /** Sends an event together with those of the same moment. */
  send(event: Occurrence): void {
    if (this.waiting.push({ event_id: newId(), ...event }) === 1) {
      queueMicrotask(() => this.flush());
    }
  }

  /** Sends what waits. */
  flush(): void {
    if (this.waiting.length) {
      const body = JSON.stringify(this.waiting);
      this.waiting = [];
      if (!this.window.navigator.sendBeacon?.(this.url, body)) {
        this.post(body, 1);
      }
    }
  }

  /** As text, which browsers send without asking first. Tried again, events count once: they carry their ids. */
  private post(body: string, tries: number): void {
    this.window.fetch(this.url, { method: "POST", body, keepalive: true, credentials: "omit" }).then(
      (answer) => answer.status === 429 || answer.status === 503,
      () => true,
    ).then((again) => {
      if (again && tries < TRIES) {
        this.window.setTimeout(() => this.post(body, tries + 1), FIRST_PAUSE_MS * 2 ** tries);
      }
    });
  }
}
