// Walks the live page of a running stack in a real browser.
//
//   SPLITSTREAM_URL=http://127.0.0.1:8080 SPLITSTREAM_TOKEN=… SPLITSTREAM_CLICKHOUSE=http://127.0.0.1:8123 … npm run e2e
//
// SPLITSTREAM_CLICKHOUSE, …_USER, …_PASSWORD   where the numbers of the page are compared
// SPLITSTREAM_EDGE          the collector (default: the API forwards to it)
// SPLITSTREAM_API_PID       file with the API's process id; it is killed under the page, and something has to start it
//                           again (default: it is left alone)
// SPLITSTREAM_E2E_OUT       where screenshots go (default: e2e/out)
// SPLITSTREAM_E2E_PATIENCE  seconds to wait for the verdicts (default: 120)
// SPLITSTREAM_E2E_VERDICTS  "name=VERDICT;…": what each experiment must come to (default: the demo's)
// CHROMIUM                  the browser (default: where Debian and Ubuntu put it)
//
// Ends with status 0 when all holds; else says what does not, leaves failure.png, and ends with 1.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Api, until } from "./api.mjs";
import { areasFit, followsAStudy, givesAndTakesAccess, launchesOnASite } from "./areas.mjs";
import { Browser, fits, isAccessible, launch, setting } from "./browser.mjs";
import { walksThroughALife } from "./life.mjs";
import { survivesTheApi } from "./reconnect.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const base = setting("SPLITSTREAM_URL", "http://127.0.0.1:8080").replace(/\/$/, "");
const token = setting("SPLITSTREAM_TOKEN");
const out = setting("SPLITSTREAM_E2E_OUT", join(here, "out"));
const patienceMs = Number(setting("SPLITSTREAM_E2E_PATIENCE", "120")) * 1000;
const pidFile = setting("SPLITSTREAM_API_PID", "none");
const verdicts = setting(
  "SPLITSTREAM_E2E_VERDICTS",
  "A/A check of the checkout=CONTINUE;Recommendations from similar tastes=LAUNCH;Offers in the middle of the list=INVESTIGATE;Landing page behind a redirect=INVESTIGATE",
)
  .split(";")
  .map((pair) => pair.split("="));

mkdirSync(out, { recursive: true });
const browser = new Browser(await launch(), base);
const api = new Api(base, token);
const page = await browser.open({ width: 1440, height: 900 }, "light");
try {
  await signsInByPasting(page);
  await signsInByLink(page);
  await comesToItsVerdicts(page);
  for (const [name] of verdicts) {
    await showsAnExperiment(page, name);
  }
  await pausesAndGoesOn(page);
  await filters(page);
  await walksThroughALife(page, browser, api);
  await givesAndTakesAccess(page, browser);
  await followsAStudy(page, browser, api);
  await launchesOnASite(page, browser, api);
  await looksRight();
  await areasFit(browser, token, (shown, name) => shown.screenshot({ path: join(out, `${name}.png`), fullPage: true }));
  if (pidFile !== "none") {
    await survivesTheApi(page, browser, api, new Api(setting("SPLITSTREAM_EDGE", base), token), pidFile);
  }
  assert.deepEqual(browser.complaints, [], "the browser complained, or a request left the origin");
  console.log(`the live page holds: ${verdicts.length} experiments at ${base}, pictures in ${out}`);
} catch (failure) {
  await page.screenshot({ path: join(out, "failure.png"), fullPage: true }).catch(() => undefined);
  console.error(failure);
  process.exitCode = 1;
} finally {
  await browser.browser.close();
}

async function signsInByPasting(page) {
  await page.goto(`${base}/`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await isAccessible(page, "sign-in");
  await page.getByLabel("Token").fill("not a token");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("That is not a token").waitFor();
  await page.getByLabel("Token").fill(`Bearer ${token}`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Experiments" }).waitFor();
  await page.getByRole("button", { name: /^Sign out/ }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

async function signsInByLink(page) {
  await page.goto(`${base}/#token=${token}`);
  await page.getByRole("heading", { name: "Experiments" }).waitFor();
  assert.ok(!page.url().includes(token), "the token stays in the address");
  const [cookie] = (await page.context().cookies()).filter((each) => each.name === "sommos_access_token");
  assert.equal(cookie?.sameSite, "Strict");
}

async function comesToItsVerdicts(page) {
  const end = Date.now() + patienceMs;
  for (const [name, verdict] of verdicts) {
    const line = page.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });
    await line.locator(`[data-verdict="${verdict}"]`).waitFor({ timeout: Math.max(1000, end - Date.now()) });
  }
  await isAccessible(page, "list");
}

async function showsAnExperiment(page, name) {
  await page.goto(`${base}/#/`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  const rows = page.locator("#variant-table tbody tr");
  await rows.nth(1).waitFor();
  await until(`${name}: users of control`, () => rows.first().locator("td").nth(1).innerText(), (users) => Number(users.replace(/,/g, "")) > 100);
  for (const section of ["#health", "#lift", "#windows"]) {
    await page.locator(`${section} .chart canvas`).waitFor();
  }
  await page.locator("#lift").getByText("The points as a table").click();
  await page.getByRole("group", { name: "Points of the chart" }).locator("tbody tr").first().waitFor();
  await page.locator("#recommendation .reasons li").first().waitFor();
  await isAccessible(page, name);
}

async function pausesAndGoesOn(page) {
  await page.getByText("Live. Complete up to").waitFor();
  await page.getByRole("button", { name: "Pause updates" }).click();
  await page.getByText("Updates paused").waitFor();
  await page.waitForTimeout(500);
  const asked = [];
  const remember = (request) => asked.push(request.url());
  page.on("request", remember);
  await page.waitForTimeout(3000);
  page.off("request", remember);
  assert.deepEqual(asked, [], "a paused page still asks");
  await page.getByRole("button", { name: "Resume updates" }).click();
  await page.getByText("Live. Complete up to").waitFor();
}

async function filters(page) {
  await page.goto(`${base}/#/`);
  const lines = page.locator(".experiment-line");
  await lines.nth(verdicts.length - 1).waitFor();
  await page.getByLabel("Search").fill(verdicts[0][0]);
  await lines.nth(1).waitFor({ state: "detached" });
  assert.equal(await lines.count(), 1);
  await page.getByLabel("Search").fill("");
  await page.getByLabel("Verdict").selectOption("LAUNCH");
  await page.getByRole("link", { name: verdicts[0][0], exact: true }).waitFor({ state: "detached" });
  await page.getByLabel("Verdict").selectOption("");
}

/** Pictures of list and winner at both widths in both colours, none of them wider than its window. */
async function looksRight() {
  for (const colours of ["light", "dark"]) {
    for (const width of [1440, 390]) {
      const other = await browser.open({ width, height: 900 }, colours);
      await browser.signIn(other, token);
      await other.locator("[data-verdict]").nth(verdicts.length - 1).waitFor();
      await other.screenshot({ path: join(out, `list-${colours}-${width}.png`), fullPage: true });
      await isAccessible(other, `list, ${colours}, ${width}`);
      const [name] = verdicts[Math.min(1, verdicts.length - 1)];
      await other.getByRole("link", { name, exact: true }).click();
      await other.locator("#lift .chart canvas").waitFor();
      await other.locator("#recommendation .reasons li").first().waitFor();
      await other.waitForTimeout(1000);
      await other.screenshot({ path: join(out, `experiment-${colours}-${width}.png`), fullPage: true });
      await isAccessible(other, `experiment, ${colours}, ${width}`);
      await fits(other, `the experiment, ${colours}`);
      await other.context().close();
    }
  }
}
