// Walks the live page of a running stack in a real browser.
//
//   SPLITSTREAM_URL=http://127.0.0.1:8080 SPLITSTREAM_TOKEN=… npm run e2e
//
// SPLITSTREAM_E2E_OUT       where screenshots go (default: e2e/out)
// SPLITSTREAM_E2E_PATIENCE  seconds to wait for the verdicts (default: 120)
// SPLITSTREAM_E2E_VERDICTS  "name=VERDICT;…": what each experiment must come to (default: the demo's)
// CHROMIUM                  the browser (default: where Debian and Ubuntu put it)
//
// Ends with status 0 when all holds; else says what does not, leaves failure.png, and ends with 1.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const base = setting("SPLITSTREAM_URL", "http://127.0.0.1:8080").replace(/\/$/, "");
const token = setting("SPLITSTREAM_TOKEN");
const out = setting("SPLITSTREAM_E2E_OUT", join(here, "out"));
const patienceMs = Number(setting("SPLITSTREAM_E2E_PATIENCE", "120")) * 1000;
const verdicts = setting(
  "SPLITSTREAM_E2E_VERDICTS",
  "A/A check of the checkout=CONTINUE;Recommendations from similar tastes=LAUNCH;Offers in the middle of the list=INVESTIGATE;Landing page behind a redirect=INVESTIGATE",
)
  .split(";")
  .map((pair) => pair.split("="));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const complaints = [];

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
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
const page = await open({ width: 1280, height: 900 }, "light");
try {
  await signsInByPasting(page);
  await signsInByLink(page);
  await comesToItsVerdicts(page);
  for (const [name] of verdicts) {
    await showsAnExperiment(page, name);
  }
  await pausesAndGoesOn(page);
  await looksRight();
  assert.deepEqual(complaints, [], "the browser complained, or a request left the origin");
  console.log(`the live page holds: ${verdicts.length} experiments at ${base}, pictures in ${out}`);
} catch (failure) {
  await page.screenshot({ path: join(out, "failure.png"), fullPage: true }).catch(() => undefined);
  console.error(failure);
  process.exitCode = 1;
} finally {
  await browser.close();
}

/** A page whose console errors and requests to elsewhere are remembered. */
async function open(viewport, colorScheme) {
  const context = await browser.newContext({ viewport, colorScheme });
  const opened = await context.newPage();
  opened.setDefaultTimeout(60_000);
  opened.on("console", (message) => {
    // The page is signed out on purpose once; the browser reports that 401 by itself.
    if (message.type() === "error" && !/status of 401/.test(message.text())) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  opened.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  opened.on("request", (request) => {
    if (!request.url().startsWith(`${base}/`)) {
      complaints.push(`request to ${request.url()}`);
    }
  });
  return opened;
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
  const users = await rows.first().locator("td").nth(1).innerText();
  assert.ok(Number(users.replace(/,/g, "")) > 100, `${name}: control has ${users} users`);
  await page.locator(".chart canvas").waitFor();
  await page.getByText("The points as a table").click();
  assert.ok((await page.getByRole("group", { name: "Points of the chart" }).locator("tbody tr").count()) > 0);
  assert.ok((await page.locator("#recommendation .reasons li").count()) > 0, `${name}: no reasons`);
  await isAccessible(page, name);
}

async function pausesAndGoesOn(page) {
  await page.getByText("Live. Complete up to").waitFor();
  await page.getByRole("button", { name: "Pause updates" }).click();
  await page.getByText("Updates paused").waitFor();
  const asked = [];
  const remember = (request) => asked.push(request.url());
  page.on("request", remember);
  await page.waitForTimeout(3000);
  page.off("request", remember);
  assert.deepEqual(asked, [], "a paused page still asks");
  await page.getByRole("button", { name: "Resume updates" }).click();
  await page.getByText("Live. Complete up to").waitFor();
}

/** Pictures of list and winner at both widths in both colours, none of them wider than its window. */
async function looksRight() {
  for (const colours of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      const other = await open({ width, height: 900 }, colours);
      await other.goto(`${base}/#token=${token}`);
      await other.locator("[data-verdict]").nth(verdicts.length - 1).waitFor();
      await other.screenshot({ path: join(out, `list-${colours}-${width}.png`), fullPage: true });
      await isAccessible(other, `list, ${colours}, ${width}`);
      const [name] = verdicts[Math.min(1, verdicts.length - 1)];
      await other.getByRole("link", { name, exact: true }).click();
      await other.locator(".chart canvas").waitFor();
      await other.locator("#recommendation .reasons li").first().waitFor();
      await other.waitForTimeout(1000);
      await other.screenshot({ path: join(out, `experiment-${colours}-${width}.png`), fullPage: true });
      await isAccessible(other, `experiment, ${colours}, ${width}`);
      assert.ok(
        await other.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
        `the page is wider than ${width} px`,
      );
      await other.context().close();
    }
  }
}

async function isAccessible(page, where) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document);
    return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  });
  assert.deepEqual(violations, [], `not accessible: ${where}`);
}

function setting(name, fallback) {
  const value = process.env[name] || fallback;
  if (value === undefined) {
    console.error(`${name} is not set; see the beginning of this file`);
    process.exit(2);
  }
  return value;
}
