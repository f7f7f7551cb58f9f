// Visitors of a shop, in a real browser, on a running stack: who sees what, and whether each thing done counts once.
//
//   SPLITSTREAM_URL=http://127.0.0.1:8080 SPLITSTREAM_KEY=sk_live_… SPLITSTREAM_TOKEN=… \
//     SPLITSTREAM_CLICKHOUSE=http://127.0.0.1:8123 … npm run e2e
//
// SPLITSTREAM_KEY           a key for site testing; SPLITSTREAM_TOKEN an admin of the same workspace
// SPLITSTREAM_CLICKHOUSE, …_USER, …_PASSWORD   where events are counted
// SPLITSTREAM_VISITORS      how many (default: 200)
// CHROMIUM                  the browser (default: where Debian and Ubuntu put it)
//
// The stack has to take pages of loopback for sites, as one that is bound to loopback does.
// Ends with status 0 when all holds; else says what does not, and ends with 1.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { Collector } from "./collector.mjs";
import { AS_IT_IS, CHANGED, CHANGES, look, Shop } from "./shop.mjs";

const AT_ONCE = 4;
const PATIENCE_MS = 60_000;
const PAUSED_WITHIN_MS = 2_000;
const WINDOW = { width: 400, height: 300 };
const HOME = "/";
const LANDING = "/landing?utm=x";

const api = setting("SPLITSTREAM_URL", "http://127.0.0.1:8080").replace(/\/$/, "");
const key = setting("SPLITSTREAM_KEY");
const token = setting("SPLITSTREAM_TOKEN");
const clickhouse = setting("SPLITSTREAM_CLICKHOUSE", "http://127.0.0.1:8123");
const visitors = Number(setting("SPLITSTREAM_VISITORS", "200"));

function setting(name, fallback) {
  const value = process.env[name] || fallback;
  if (value === undefined) {
    console.error(`${name} is not set; see the beginning of visitors.mjs`);
    process.exit(2);
  }
  return value;
}

async function ask(method, path, body, bearer = key) {
  const response = await fetch(api + path, {
    method,
    headers: { Authorization: `Bearer ${bearer}`, ...(body ? { "Content-Type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await response.json();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer.data;
}

async function until(what, holds) {
  const end = Date.now() + PATIENCE_MS;
  for (let last; ; await pause(100)) {
    last = await holds();
    if (last === true) {
      return;
    }
    assert.ok(Date.now() < end, `${what}: not within ${PATIENCE_MS / 1000} s; last: ${JSON.stringify(last)}`);
  }
}

/** Work on each of the numbers below `count`, a few at once. */
async function each(count, atOnce, work) {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      await work(next++);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** How often each thing was done, by variant: what the results have to say. */
class Tally {
  events = new Map();
  users = new Map();

  add(variant, type, user) {
    const name = `${variant} ${type}`;
    this.events.set(name, (this.events.get(name) ?? 0) + 1);
    this.users.set(name, (this.users.get(name) ?? new Set()).add(user));
  }

  get lines() {
    return [...this.events].map(([name, count]) => `${name} ${count} of ${this.users.get(name).size}`).sort();
  }
}

/** A person's browser. */
class Visitor {
  /** Requests to the collector. */
  beacons = 0;

  static async open(browser, shop) {
    const visitor = new Visitor();
    visitor.shop = shop;
    visitor.context = await browser.newContext({ viewport: WINDOW });
    await visitor.context.addInitScript(watchForOldOffer);
    visitor.context.on("request", (request) => {
      visitor.beacons += request.url().includes("/collect") ? 1 : 0;
    });
    visitor.page = await visitor.context.newPage();
    visitor.page.setDefaultTimeout(PATIENCE_MS);
    return visitor;
  }

  goto(path) {
    return this.page.goto(path.startsWith("http") ? path : this.shop.url + path);
  }

  variant(experiment) {
    return this.page.evaluate((id) => globalThis.__sk.getVariant(id), experiment.id);
  }

  /** Who this is, and what the home page shows. */
  async sees(experiment) {
    const shown = await this.page.evaluate(look);
    const told = await this.page.evaluate(
      (id) => ({
        user: localStorage.getItem("sk_visitor"),
        variant: globalThis.__sk.getVariant(id),
        flickered: globalThis.sawOldOffer === true,
      }),
      experiment.id,
    );
    return { ...told, shown };
  }

  leave() {
    return this.context.close();
  }
}

/** In the page: notes whether the offer was ever painted as it was before the change. */
function watchForOldOffer() {
  const watch = () => {
    const offer = document.querySelector("#offer")?.textContent ?? "";
    if (offer.startsWith("Every day") && getComputedStyle(document.documentElement).opacity !== "0") {
      globalThis.sawOldOffer = true;
    }
    if (document.readyState !== "complete") {
      requestAnimationFrame(watch);
    }
  };
  requestAnimationFrame(watch);
}

async function createExperiment(site, name, path, variant, goals) {
  const { experiment, preview_urls } = await ask("POST", "/v1/experiments", {
    site_id: site.id,
    name,
    target_url: site.url + path,
    url_pattern: path,
    variants: [{ name: "Variant B", ...variant }],
    goals,
  });
  const control = experiment.variants.find((each) => each.is_control).id;
  const test = experiment.variants.find((each) => !each.is_control).id;
  return { id: experiment.id, control, test, goals: experiment.goals, preview: preview_urls[0].url };
}

async function previewLeavesNoTrace(browser, shop, experiment) {
  const visitor = await Visitor.open(browser, shop);
  await visitor.goto(experiment.preview);
  await visitor.page.waitForFunction(() => globalThis.__sk);
  await until("the preview", async () => {
    const seen = await visitor.page.evaluate(look);
    return JSON.stringify(seen) === JSON.stringify(CHANGED) || seen;
  });
  assert.equal(await visitor.variant(experiment), experiment.test);
  await visitor.page.click("#signup button");
  await visitor.page.evaluate(() => globalThis.__sk.track("video", 1));
  const kept = await visitor.page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length);
  assert.deepEqual([kept, visitor.beacons], [0, 0], "what a preview keeps, and sends");
  await visitor.leave();
}

/** Visits the shop; does what the visitor of this number does. */
async function visits(browser, shop, collector, { pages, urls, tally, people }, number) {
  const visitor = await Visitor.open(browser, shop);
  let events = 0;
  const did = (experiment, variant, type, user) => {
    tally.get(experiment.id).add(variant, type, user);
    events++;
  };

  await visitor.goto(HOME);
  const { user, variant, shown, flickered } = await visitor.sees(pages);
  const person = { user, [pages.id]: variant };
  people.push(person);
  did(pages, variant, "impression", user);
  assert.deepEqual(shown, variant === pages.test ? CHANGED : AS_IT_IS);
  assert.ok(variant === pages.control || !flickered, "the page as it was before the change was seen");
  if (number % 3 === 0) {
    await visitor.page.click("#signup button");
    did(pages, variant, pages.goals[2].id, user);
  }
  if (number % 5 === 0) {
    await visitor.page.evaluate(() => [2.5, undefined].forEach((value) => globalThis.__sk.track("video", value)));
    did(pages, variant, pages.goals[3].id, user);
    did(pages, variant, pages.goals[3].id, user);
  }
  if (number % 2 === 0) {
    await visitor.page.click("a.buy b");
    await visitor.page.waitForURL(`${shop.url}${variant === pages.test ? "/thanks?from=b" : "/thanks"}`);
    did(pages, variant, "conversion", user);
    did(pages, variant, pages.goals[1].id, user);
    assert.equal(await visitor.variant(pages), variant);
  }
  if (number % 10 === 1) {
    events += await isRedirected(visitor, urls, user, tally.get(urls.id), person);
  }
  await until("the acknowledgement", () => collector.of(user) >= events || [collector.of(user), events, collector.refused]);
  await visitor.leave();
}

/** A split URL that differs from the page by its query alone. */
async function isRedirected(visitor, urls, user, tally, person) {
  await visitor.goto(LANDING);
  const variant = await visitor.variant(urls);
  person[urls.id] = variant;
  if (variant === urls.test) {
    await visitor.page.waitForURL(/[?&]v=2/);
  }
  await visitor.page.waitForLoadState("load");
  const { searchParams } = new URL(visitor.page.url());
  assert.deepEqual([searchParams.get("v"), searchParams.get("utm")], [variant === urls.test ? "2" : null, "x"]);
  tally.add(variant, "impression", user);
  tally.add(variant, "conversion", user);
  return 2;
}

async function agreesWithTheServer(experiments, people) {
  await each(people.length, 2 * AT_ONCE, async (index) => {
    const { user, ...variants } = people[index];
    for (const { id } of experiments) {
      if (variants[id]) {
        const assigned = await ask("POST", `/api/experiments/${id}/assign`, { user_id: user }, token);
        assert.equal(assigned.variant.id, variants[id], `the variant of ${user}`);
      }
    }
  });
}

/** Every event that came, and none else. */
async function isStored(experiment, tally) {
  const sql = `SELECT variant_id, event_type, count() AS events, uniqExact(user_id) AS users FROM v_events
    WHERE experiment_id = '${experiment.id}' GROUP BY variant_id, event_type FORMAT JSONEachRow`;
  await until("the events in v_events", async () => {
    const response = await fetch(`${clickhouse}/?output_format_json_quote_64bit_integers=0`, {
      method: "POST",
      headers: {
        "X-ClickHouse-User": setting("SPLITSTREAM_CLICKHOUSE_USER"),
        "X-ClickHouse-Key": setting("SPLITSTREAM_CLICKHOUSE_PASSWORD"),
      },
      body: sql,
    });
    const text = await response.text();
    assert.ok(response.ok, text);
    const rows = text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
    const lines = rows.map((row) => `${row.variant_id} ${row.event_type} ${row.events} of ${row.users}`).sort();
    return JSON.stringify(lines) === JSON.stringify(tally.lines) || { stored: lines, sent: tally.lines };
  });
}

async function isCounted(experiment, tally) {
  const users = (variant, type) => tally.users.get(`${variant} ${type}`)?.size ?? 0;
  const expected = [experiment.control, experiment.test].map((variant) => ({
    variant,
    visitors: users(variant, "impression"),
    goals: experiment.goals.map((goal, index) => users(variant, index === 0 ? "conversion" : goal.id)),
  }));
  await until("the results", async () => {
    const results = await ask("GET", `/v1/experiments/${experiment.id}/results`);
    const seen = results.variants.map((each) => ({
      variant: each.variant_id,
      visitors: each.visitors,
      goals: each.goals.map((goal) => goal.conversions),
    }));
    return (JSON.stringify(seen) === JSON.stringify(expected) && results.crossovers === 0) || { seen, expected };
  });
  return expected;
}

/** Milliseconds from the answer to the PATCH to the first load, by somebody new, of a page that nothing changes. */
async function stops(browser, shop, experiment, tally) {
  await ask("PATCH", `/v1/experiments/${experiment.id}`, { action: "pause" });
  const paused = Date.now();
  for (;;) {
    const begun = Date.now() - paused;
    const visitor = await Visitor.open(browser, shop);
    await visitor.goto(HOME);
    const { variant, shown, user } = await visitor.sees(experiment);
    await visitor.page.waitForLoadState("networkidle");
    await visitor.leave();
    if (variant === null) {
      assert.deepEqual(shown, AS_IT_IS);
      return begun;
    }
    tally.add(variant, "impression", user);
    assert.ok(begun < PAUSED_WITHIN_MS, `loaded ${begun} ms after the PATCH, a page has the paused experiment`);
  }
}

const shop = await Shop.open();
let collector;
const browser = await chromium.launch({
  executablePath: setting("CHROMIUM", ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync)),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    // A process in stock for each new visitor would double the work.
    "--disable-features=SpareRendererForSitePerProcess",
  ],
});
try {
  const begun = Date.now();
  const site = await ask("POST", "/v1/sites", { name: "A shop on loopback", url: shop.url });
  const { origin, pathname } = new URL(site.snippet_url);
  collector = await Collector.before(origin);
  shop.script = collector.url + pathname;
  const pages = await createExperiment(site, "Every change", HOME, { changes: CHANGES }, [
    { name: "Buy", type: "click", selector: "a.buy" },
    { name: "Thanked", type: "pageview", url_pattern: "/thanks" },
    { name: "News", type: "form_submit", selector: "#signup" },
    { name: "video", type: "custom" },
  ]);
  const urls = await createExperiment(site, "By query", "/landing", { redirect_url: "/landing?v=2" }, [
    { name: "Landed", type: "pageview", url_pattern: "/landing" },
  ]);
  await previewLeavesNoTrace(browser, shop, pages);
  await ask("PATCH", `/v1/experiments/${pages.id}`, { action: "launch" });
  await ask("PATCH", `/v1/experiments/${urls.id}`, { action: "launch" });
  await until("the script", async () => {
    const script = await (await fetch(site.snippet_url)).text();
    return (script.includes(pages.id) && script.includes(urls.id)) || "without the experiments";
  });
  await previewLeavesNoTrace(browser, shop, pages);

  const tally = new Map([pages, urls].map(({ id }) => [id, new Tally()]));
  const people = [];
  await each(visitors, AT_ONCE, (number) => visits(browser, shop, collector, { pages, urls, tally, people }, number));
  const visited = Date.now();
  assert.deepEqual(collector.refused, [], "what the edge refused");
  assert.equal(new Set(people.map(({ user }) => user)).size, visitors, "visitors have ids of their own");
  await agreesWithTheServer([pages, urls], people);
  for (const experiment of [pages, urls]) {
    await isStored(experiment, tally.get(experiment.id));
    const arms = await isCounted(experiment, tally.get(experiment.id));
    console.log(arms.map((arm) => `${arm.visitors} visitors, goals ${arm.goals.join(" ")}`).join(" | "));
  }
  const stopped = await stops(browser, shop, pages, tally.get(pages.id));
  // Neither a preview nor a page after the pause has left an event.
  await isStored(pages, tally.get(pages.id));
  console.log(
    `the runtime holds: ${visitors} visitors in ${((visited - begun) / 1000).toFixed(1)} s, ` +
      `${people.length} of ${people.length} assigned as by the server, paused after ${stopped} ms, ` +
      `all in ${((Date.now() - begun) / 1000).toFixed(1)} s`,
  );
} catch (failure) {
  console.error(failure);
  process.exitCode = 1;
} finally {
  await browser.close();
  shop.close();
  collector?.close();
}
