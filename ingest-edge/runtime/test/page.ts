import { webcrypto } from "node:crypto";
import { JSDOM, VirtualConsole } from "jsdom";
import { type Page, start } from "../src/runtime";
import type { Site } from "../src/site";

export const KEY = "39cfc3dd2e26d9452e545073b7fdb29f";
export const SOURCE = `https://edge.example/s/${KEY}.js`;

export interface Sent {
  event_id: string;
  experiment_id: string;
  variant_id: string;
  user_id: string;
  event_type: string;
  event_value?: number;
}

/** A page as a browser has it, with what it sends. */
export class Shop {
  readonly window: Page;
  readonly document: Document;
  readonly beacons: { url: string; events: Sent[] }[] = [];
  /** Where it would have gone: pages here cannot. */
  readonly left: string[] = [];
  readonly requests: string[] = [];
  takesBeacons = true;

  constructor(url: string, body = "", before?: Shop) {
    const virtualConsole = new VirtualConsole();
    const dom = new JSDOM(`<!doctype html><head></head><body>${body}</body>`, { url, virtualConsole });
    this.window = dom.window as unknown as Page;
    this.document = dom.window.document;
    virtualConsole.on("jsdomError", (error) => {
      if (/navigation/.test(error.message)) {
        this.left.push(error.message);
      }
    });
    globalThis.crypto ??= webcrypto as Crypto;
    globalThis.MutationObserver = dom.window.MutationObserver;
    this.window.navigator.sendBeacon = (to, data) => {
      if (this.takesBeacons) {
        this.beacons.push({ url: String(to), events: JSON.parse(data as string) as Sent[] });
      }
      return this.takesBeacons;
    };
    if (before) {
      for (const key of Object.keys(before.window.localStorage)) {
        this.window.localStorage.setItem(key, before.window.localStorage.getItem(key)!);
      }
      for (const key of Object.keys(before.window.sessionStorage)) {
        this.window.sessionStorage.setItem(key, before.window.sessionStorage.getItem(key)!);
      }
    }
  }

  start(site: Partial<Site>): this {
    start({ key: KEY, respectsDoNotTrack: false, experiments: [], ...site }, this.window, SOURCE);
    return this;
  }

  /** Types of all events sent, in order. */
  async types(): Promise<string[]> {
    return (await this.events()).map((event) => event.event_type);
  }

  async events(): Promise<Sent[]> {
    await settled();
    return this.beacons.flatMap((beacon) => beacon.events);
  }

  $(selector: string): HTMLElement {
    return this.document.querySelector<HTMLElement>(selector)!;
  }

  get hidden(): boolean {
    return this.document.documentElement.style.opacity === "0";
  }

  /** Waits until the page is parsed. */
  async parsed(): Promise<void> {
    if (this.document.readyState === "loading") {
      await new Promise((then) => this.document.addEventListener("DOMContentLoaded", then));
    }
  }
}

/** What was to be done at once is done then, by observers and the queue of events. */
export function settled(): Promise<void> {
  return new Promise((then) => setTimeout(then, 0));
}
