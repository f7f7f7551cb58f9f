// What the walks share: settings, a browser whose complaints are remembered, axe.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function setting(name, fallback) {
  const value = process.env[name] || fallback;
  if (value === undefined) {
    console.error(`${name} is not set; see the beginning of live-page.mjs`);
    process.exit(2);
  }
  return value;
}

export function launch() {
  return chromium.launch({
    executablePath: setting("CHROMIUM", ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync)),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** The browser's pages, and what they complained about: console errors, and requests that left the origin. */
export class Browser {
  complaints = [];

  constructor(browser, base) {
    this.browser = browser;
    this.base = base;
    // What the browser itself reports of answers that are meant to fail.
    this.expected = [/status of 401/];
  }

  /** A page without transitions: halfway through one, its colours are none that anybody chose. */
  async open(viewport, colorScheme) {
    const context = await this.browser.newContext({ viewport, colorScheme, acceptDownloads: true, reducedMotion: "reduce" });
    const opened = await context.newPage();
    opened.setDefaultTimeout(60_000);
    opened.on("console", (message) => {
      if (message.type() === "error" && !this.expected.some((known) => known.test(message.text()))) {
        this.complaints.push(`console: ${message.text()}`);
      }
    });
    opened.on("pageerror", (error) => this.complaints.push(`script: ${error.message}`));
    opened.on("request", (request) => {
      if (!request.url().startsWith(`${this.base}/`)) {
        this.complaints.push(`request to ${request.url()}`);
      }
    });
    return opened;
  }

  async signIn(page, token) {
    await page.goto(`${this.base}/#token=${token}`);
    await page.getByRole("heading", { name: "Experiments" }).waitFor();
  }
}

export async function isAccessible(page, where) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document);
    return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  });
  assert.deepEqual(violations, [], `not accessible: ${where}`);
}

/** Nothing but what scrolls within itself is wider than the window. */
export async function fits(page, where) {
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= window, `${where} is ${wide} px wide in a window of ${window}`);
}
