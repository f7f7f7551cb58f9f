// An experiment's whole life on the page: made, started, paused, watched, completed, exported; its numbers on the page
// are the API's and the views', and its events are seen as they come, refused ones too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { isAccessible, setting } from "./browser.mjs";
import { ClickHouse, until } from "./api.mjs";

const NAME = `Made on the page, ${new Date().toISOString()}`;
const USERS = 400;
/** Of {@link visits} and the event before them, over both variants. */
const EXPECTED = { users: USERS + 1, impressions: 2 * USERS + 1, clicks: 70, conversions: 70 };

export async function walksThroughALife(page, browser, api) {
  const id = await makesOne(page);
  const card = page.locator(".experiment-header");
  await card.getByRole("button", { name: "Start" }).click();
  await card.getByText("Running", { exact: true }).waitFor();
  const variants = (await api.data(`/api/experiments/${id}`)).variants;

  await seesEventsAsTheyCome(page, browser, api, id, variants);
  await api.track(visits(id, variants));
  await page.goto(`${browser.base}/#/experiments/${id}`);
  await until("the page has all events", () => totals(page), (shown) => isDeepStrictEqual(shown, EXPECTED));

  await card.getByRole("button", { name: "Pause the experiment" }).click();
  await card.getByText("Paused", { exact: true }).waitFor();
  await card.getByRole("button", { name: "Resume the experiment" }).click();
  await card.getByText("Running", { exact: true }).waitFor();
  await card.getByRole("button", { name: "Complete…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Winner").selectOption({ label: "treatment" });
  await dialog.getByLabel("Conclusion").fill("It is better, as the walk wanted it.");
  await dialog.getByRole("button", { name: "Complete" }).click();
  await card.getByText("Completed", { exact: true }).waitFor();
  await card.getByText("Winner: treatment").waitFor();

  await numbersAreTheApisAndTheViews(page, api, id, variants);
  await sqlOfThePageRuns(page);
  await exports(page, id);
  const log = page.locator("#changes");
  await until("created, started, paused, resumed, completed are told", () => log.getByRole("listitem").count(), (told) => told === 5);
  await isAccessible(page, "a completed experiment");

  await card.getByRole("button", { name: "Archive…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await card.getByText("Archived", { exact: true }).waitFor();
}

async function makesOne(page) {
  await page.getByRole("link", { name: "New experiment" }).click();
  await page.getByRole("heading", { name: "New experiment" }).waitFor();
  await isAccessible(page, "new experiment");
  await page.getByLabel("Name", { exact: true }).fill(NAME);
  await page.getByRole("checkbox", { name: "Bounce rate" }).check();
  await page.getByRole("button", { name: "Create the draft" }).click();
  await page.getByRole("heading", { level: 1, name: NAME }).waitFor();
  return page.url().split("/").at(-1);
}

/** One event of each sort, and how long it took from the POST until the page had it. */
async function seesEventsAsTheyCome(page, browser, api, id, variants) {
  await page.goto(`${browser.base}/#/experiments/${id}/events`);
  await page.getByRole("heading", { name: "Newest events" }).waitFor();
  const began = Date.now();
  await api.data("/api/experiments/events", { experiment_id: id, variant_id: variants[0].id, user_id: "walk-first", event_type: "impression" });
  await page.locator("#accepted-events").getByText("walk-first").waitFor();
  const accepted = Date.now() - began;
  const again = Date.now();
  const refused = await api.ask("/api/experiments/events", { experiment_id: id, variant_id: variants[0].id, user_id: "walk-first", event_type: "nonsense" });
  assert.equal(refused.status, 400);
  await page.locator("#rejected-events").getByText("VALIDATION_ERROR").first().waitFor();
  console.log(`events were on the page ${accepted} ms (accepted) and ${Date.now() - again} ms (rejected) after their POST`);
  await isAccessible(page, "newest events");
}

/** Everybody sees twice; of control's users every tenth converts, of treatment's every fourth. */
function visits(id, variants) {
  return Array.from({ length: USERS }, (_, user) => {
    const arm = user % 2;
    const event = (type, more = {}) => ({ experiment_id: id, variant_id: variants[arm].id, user_id: `walk-${user}`, event_type: type, event_id: `walk-${user}-${type}-${more.nth ?? 0}`, ...more.fields });
    const converts = Math.floor(user / 2) % (arm === 0 ? 10 : 4) === 0;
    return [event("impression"), event("impression", { nth: 1 }), ...(converts ? [event("click"), event("conversion", { fields: { event_value: 12.5 } })] : [])];
  }).flat();
}

/** What the page's table shows of all variants together. Rows of an experiment come part by part: users may be whole before clicks are. */
async function totals(page) {
  const rows = await page.locator("#variant-table tbody tr").all();
  const cells = await Promise.all(rows.map((row) => row.locator("td").allInnerTexts()));
  const sum = (column) => cells.reduce((total, row) => total + Number(row[column].replace(/,/g, "")), 0);
  return { users: sum(1), impressions: sum(2), clicks: sum(3), conversions: sum(5) };
}

async function numbersAreTheApisAndTheViews(page, api, id, variants) {
  const [metrics, scorecard] = [await api.data(`/api/experiments/${id}/metrics`), await api.data(`/api/experiments/${id}/scorecard`)];
  const clickHouse = new ClickHouse(setting("SPLITSTREAM_CLICKHOUSE"), setting("SPLITSTREAM_CLICKHOUSE_USER"), setting("SPLITSTREAM_CLICKHOUSE_PASSWORD"));
  const view = await clickHouse.rows(`SELECT * FROM splitstream.v_variant_metrics WHERE experiment_id = '${id}'`);
  const grouped = (value) => Number(value).toLocaleString("en-GB");
  const percent = (value) => `${(value * 100).toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}%`;
  for (const variant of variants) {
    const told = metrics.variants.find((each) => each.variant_id === variant.id);
    const kept = view.find((each) => each.variant_id === variant.id);
    const row = page.locator("#variant-table tbody tr").filter({ hasText: variant.name });
    const numbers = (source) => [source.users, source.impressions, source.clicks, source.conversions].map(grouped);
    assert.deepEqual(numbers(kept), numbers(told), "view and API");
    await until(
      "the numbers on the page are the API's",
      async () => {
        const [, users, impressions, clicks, , conversions, , rate] = await row.locator("td").allInnerTexts();
        return [users, impressions, clicks, conversions, rate];
      },
      (shown) => isDeepStrictEqual(shown, [...numbers(told), percent(kept.conversion_rate)]),
    );
  }
  const [comparison] = scorecard.metrics[0].comparisons;
  const lift = `+${(comparison.relative_lift * 100).toFixed(1)}%`;
  await until("the lift on the page is the API's", () => page.locator(".arm-lift").innerText(), (shown) => shown === lift);
  const rates = variants.map((variant) => view.find((each) => each.variant_id === variant.id).conversion_rate);
  assert.ok(Math.abs((rates[1] - rates[0]) / rates[0] - comparison.relative_lift) < 1e-12, "the lift in the API and the view");
}

/** Every query on the page, as it stands there, is one that an analyst may ask. */
async function sqlOfThePageRuns(page) {
  const clickHouse = new ClickHouse(setting("SPLITSTREAM_CLICKHOUSE"), setting("SPLITSTREAM_CLICKHOUSE_USER"), setting("SPLITSTREAM_CLICKHOUSE_PASSWORD"));
  const queries = await page.locator(".sql pre").allTextContents();
  assert.ok(queries.length >= 7, `${queries.length} queries`);
  for (const query of queries) {
    await clickHouse.rows(query);
  }
  const exposures = queries.find((query) => query.includes("countIf(NOT is_crossover)"));
  // The archive may have them a moment after the metrics.
  await until(
    "users by the page's SQL",
    async () => (await clickHouse.rows(exposures)).reduce((sum, row) => sum + Number(row.users), 0),
    (users) => users === USERS + 1,
  );
}

async function exports(page, id) {
  await page.locator("#export").getByLabel("Rows").selectOption("v_metric_daily");
  for (const [format, begins] of [["CSV", "workspace_id"], ["Parquet", "PAR1"]]) {
    const downloading = page.waitForEvent("download");
    await page.locator("#export").getByRole("link", { name: new RegExp(`^${format}`) }).click();
    const content = readFileSync(await (await downloading).path());
    assert.ok(content.toString("latin1").replace(/^"/, "").startsWith(begins), `${format} begins with ${content.subarray(0, 40)}`);
    assert.ok(format !== "CSV" || content.includes(id), "the file has the experiment's rows");
  }
}
