// The API is killed under the page: the page goes stale and says so, comes back by itself, and misses nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "./api.mjs";

export async function survivesTheApi(page, browser, api, edge, pidFile) {
  browser.expected.push(/net::ERR_|status of 50/);
  const created = await api.data("/api/experiments", {
    name: `Killed under, ${new Date().toISOString()}`,
    variants: [
      { name: "control", is_control: true, allocation_percentage: 50 },
      { name: "treatment", is_control: false, allocation_percentage: 50 },
    ],
    target_metric: "conversion_rate",
  });
  const id = created.id;
  await api.data(`/api/experiments/${id}/start`, {});
  const impression = (user) => ({ experiment_id: id, variant_id: created.variants[user % 2].id, user_id: `kill-${user}`, event_type: "impression" });
  await api.track([impression(0), impression(1)]);

  await page.goto(`${browser.base}/#/experiments/${id}`);
  await page.locator('[data-way="stream"]').waitFor();
  await until("two users", () => seen(page), (shown) => shown === 2);

  await killsUntil(page.locator(".freshness-behind, .freshness-stale"), pidFile);
  assert.equal(await seen(page), 2, "a page without its API keeps what it has");
  // The collector goes on while the API is down.
  await edge.track(Array.from({ length: 50 }, (_, user) => impression(user + 2)));
  const away = Date.now();
  await page.locator('[data-way="stream"]').waitFor({ timeout: 120_000 });
  await until("all users", () => seen(page), (shown) => shown === 52);
  console.log(`the page came back ${((Date.now() - away) / 1000).toFixed(1)} s after it had gone stale, with all 52 users`);
  await page.locator(".notice-failure").waitFor({ state: "detached" });
}

/** Kills the API, and whatever is started in its place, until the page shows something: it says nothing of a short absence. */
async function killsUntil(shown, pidFile) {
  const end = Date.now() + 60_000;
  while (!(await shown.isVisible())) {
    assert.ok(Date.now() < end, "the page does not say that it is behind");
    try {
      process.kill(Number(readFileSync(pidFile, "utf8")), "SIGKILL");
    } catch {
      // Dead already, and not started again yet.
    }
    await pause(500);
  }
}

async function seen(page) {
  const cells = page.locator("#variant-table tbody tr td:nth-child(3)");
  return (await cells.allInnerTexts()).reduce((sum, text) => sum + Number(text.replace(/,/g, "")), 0);
}
