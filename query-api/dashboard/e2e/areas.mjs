// The page's other areas: access is given and taken, a study is followed, a site's draft is made, filled in and launched.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { Api, until } from "./api.mjs";
import { fits, isAccessible } from "./browser.mjs";

const unique = Date.now().toString(36);

/** A token and a key are issued, rotated and revoked; what was replaced or revoked is refused. */
export async function givesAndTakesAccess(page, browser) {
  const subject = `walker-${unique}@example.com`;
  await page.goto(`${browser.base}/#/access`);
  const member = page.getByRole("form", { name: "Add a member" });
  await member.getByLabel("Subject").fill(subject);
  await member.getByLabel("Role").selectOption("crew");
  await member.getByRole("button", { name: "Add or change" }).click();
  await page.getByRole("button", { name: `Issue a token to ${subject}` }).click();
  const token = await takesSecret(page, "token");
  await accepts(browser, "/api/experiments", token, 200);
  await page.getByRole("button", { name: `Rotate the token of ${subject}` }).click();
  const next = await takesSecret(page, "token");
  assert.notEqual(next, token);
  await accepts(browser, "/api/experiments", next, 200);
  await accepts(browser, "/api/experiments", token, 401);
  await page.getByRole("group", { name: "Tokens" }).getByRole("row").filter({ hasText: subject }).nth(1).waitFor();
  await page.getByRole("button", { name: `Revoke the token of ${subject}` }).click();
  await accepts(browser, "/api/experiments", next, 401);

  const label = `walk ${unique}`;
  const made = page.getByRole("form", { name: "Make a key" });
  await made.getByLabel("Label").fill(label);
  await made.getByRole("button", { name: "Make a key" }).click();
  const key = await takesSecret(page, "key");
  await accepts(browser, "/v1/sites", key, 200);
  await page.getByRole("button", { name: `Rotate the key ${label}` }).click();
  const nextKey = await takesSecret(page, "key");
  await accepts(browser, "/v1/sites", nextKey, 200);
  await accepts(browser, "/v1/sites", key, 401);
  await page.getByRole("group", { name: "Keys" }).getByRole("row").filter({ hasText: label }).nth(1).waitFor();
  await page.getByRole("button", { name: `Revoke the key ${label}` }).click();
  await accepts(browser, "/v1/sites", nextKey, 401);
  await isAccessible(page, "access");
  await page.getByRole("button", { name: `Remove ${subject}` }).click();
  await page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: subject }) }).filter({ hasText: "Issue a token" }).waitFor({ state: "detached" });
}

async function takesSecret(page, what) {
  const secret = await page.getByLabel(`The ${what}`, { exact: true }).innerText();
  await page.getByRole("button", { name: "I have it" }).click();
  await page.getByLabel(`The ${what}`, { exact: true }).waitFor({ state: "detached" });
  return secret;
}

/** Revocations reach every process within two seconds; more is for a busy machine. */
async function accepts(browser, path, token, status) {
  await until(`${path} under the ${token.slice(0, 8)}… answers ${status}`, async () => (await new Api(browser.base, token).ask(path)).status, (answered) => answered === status, 30_000);
}

/** A study's round is started and paused, its sessions are followed down to tasks and notes, one is analysed. */
export async function followsAStudy(page, browser, api) {
  const title = `Finding the basket ${unique}`;
  const { jobId } = await api.data("/api/studies", {
    title,
    tasks: [
      { title: "Find the basket", description: "Open it." },
      { title: "Pay", description: "As far as the last step." },
    ],
  });
  await page.goto(`${browser.base}/#/studies`);
  await page.getByRole("link", { name: title }).click();
  const start = page.getByRole("form", { name: "Start a round" });
  await start.getByLabel("Label").fill("First round");
  await start.getByLabel("Sessions wanted").fill("5");
  await start.getByRole("button", { name: "Start a round" }).click();
  const round = page.getByRole("group", { name: "Rounds" });
  await round.getByText("active", { exact: true }).waitFor();

  const { sessionId } = await api.data("/api/sessions", { jobId, testerId: `tester-${unique}` });
  const { tasks } = await api.data("/api/ab/task-checklist/generate", { sessionId, jobId });
  await api.data("/api/ab/task-checklist/save", { sessionId, tasks: [{ taskId: tasks[0].taskId, completed: true }] });
  await api.data(`/api/sessions/${sessionId}/notes`, { notes: [{ content: "Looked for it at the bottom first." }] }, "PATCH");
  await round.getByText("1 of 5").waitFor();
  await page.getByRole("button", { name: `tester-${unique}`, exact: true }).click();
  await page.getByText("Progress: 1 of 2").waitFor();
  await page.getByText("Looked for it at the bottom first.").waitFor();

  await round.getByRole("button", { name: "Pause" }).click();
  await round.getByText("paused", { exact: true }).waitFor();
  await round.getByRole("button", { name: "Resume" }).click();
  await round.getByText("active", { exact: true }).waitFor();
  await api.data(`/api/sessions/${sessionId}/complete`, undefined, "POST");
  await page.getByRole("button", { name: /^Analyse/ }).click();
  await page.locator("#session-table").getByText("done", { exact: true }).waitFor();
  await isAccessible(page, "a study");
}

/** A site is registered and looked at; a prompt that says too little is asked about; its draft is filled in and launched. */
export async function launchesOnASite(page, browser, api) {
  const web = await Web.start();
  try {
    await page.goto(`${browser.base}/#/sites`);
    const register = page.getByRole("form", { name: "Register a site" });
    await register.getByLabel("Name").fill(`Walked store ${unique}`);
    await register.getByLabel("Address").fill(web.url("/"));
    await register.getByRole("button", { name: "Register" }).click();
    await page.getByRole("heading", { level: 1, name: `Walked store ${unique}` }).waitFor();
    await page.locator(".experiment-facts").getByText("Built with").waitFor();
    const siteId = page.url().split("/").at(-1);

    await hasWebhook(page, browser, web);
    await page.goto(`${browser.base}/#/sites/${siteId}`);
    await makesADraft(page, web);
    await fillsItIn(page);
    await page.getByRole("button", { name: "Launch" }).click();
    await page.locator(".experiment-header").getByText("Running", { exact: true }).waitFor();
    const id = page.url().split("/").at(-1);
    const { variants, goals, status } = await api.data(`/v1/experiments/${id}`);
    assert.equal(status, "running");
    assert.deepEqual(variants[1].changes.map((change) => [change.selector, change.payload]), [["h1", "Delivered for free"]]);
    assert.deepEqual(goals.map((goal) => [goal.name, goal.type, goal.url_pattern]), [["Saw the prices", "pageview", "/pricing"]]);
    await isAccessible(page, "an experiment of a site");

    await replaysADelivery(page, browser, web);
    await page.goto(`${browser.base}/#/site-experiments/${id}`);
    await page.getByRole("link", { name: "Its figures and recommendation" }).click();
    await page.locator("#scorecard").waitFor();
    await hasIdeas(page, browser, siteId);
    await api.data(`/v1/experiments/${id}`, { action: "complete" }, "PATCH");
    await isAccessible(page, "a site");
  } finally {
    web.close();
  }
}

async function makesADraft(page, web) {
  const form = page.getByRole("form", { name: "New experiment of the site" });
  await form.getByLabel("Name of a new experiment").fill(`Free delivery ${unique}`);
  await form.getByLabel("What its variant changes").fill("Make the headline say something nicer");
  await form.getByRole("button", { name: "Create a draft" }).click();
  await form.getByText("Nothing was made yet.").waitFor();
  await isAccessible(page, "a question");
  await form.getByLabel("What its variant changes").fill("");
  await form.getByLabel("Page", { exact: true }).fill(web.url("/"));
  await form.getByRole("button", { name: "Create a draft" }).click();
  await page.getByRole("heading", { level: 1, name: `Free delivery ${unique}` }).waitFor();
}

async function fillsItIn(page) {
  assert.ok(await page.getByRole("button", { name: "Launch" }).isDisabled(), "a draft without a variant can be launched");
  await page.getByLabel("What to change, in plain English").fill('Change the headline to "Delivered for free"');
  await page.getByRole("button", { name: "Make it" }).click();
  await page.getByText("Made. Look at it, then save it.").waitFor();
  assert.equal(await page.getByRole("group", { name: "Change 1" }).getByLabel("Element").inputValue(), "h1");
  while ((await page.getByRole("group", { name: /^Goal / }).count()) > 0) {
    await page.getByRole("button", { name: "Remove goal 1" }).click();
  }
  await page.getByRole("button", { name: "Add a goal" }).click();
  const goal = page.getByRole("group", { name: "Goal 1" });
  await goal.getByLabel("Name").fill("Saw the prices");
  await goal.getByLabel("Reached when a visitor").selectOption("pageview");
  await goal.getByLabel("Which pages").fill("/pricing");
  await isAccessible(page, "a draft");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  await page.getByRole("link", { name: /^Preview / }).waitFor();
}

async function hasWebhook(page, browser, web) {
  await page.goto(`${browser.base}/#/sites`);
  const form = page.getByRole("form", { name: "Add a webhook" });
  await form.getByLabel("Address").fill(web.url("/hook"));
  await form.getByRole("button", { name: "Add" }).click();
  assert.match(await takesSecret(page, "secret"), /^whsec_/);
}

/** The launch was told; told again, it comes under the same id. */
async function replaysADelivery(page, browser, web) {
  await page.goto(`${browser.base}/#/sites`);
  await page.getByRole("button", { name: `Deliveries to ${web.url("/hook")}` }).click();
  const deliveries = page.locator("#delivery-table");
  await deliveries.getByText("experiment.launched", { exact: true }).waitFor();
  await deliveries.getByText("Delivered", { exact: true }).waitFor();
  await page.getByRole("button", { name: /^Send again experiment.launched/ }).click();
  await until("the message came twice", () => web.messages.length, (count) => count === 2, 30_000);
  assert.equal(web.messages[0], web.messages[1]);
  await isAccessible(page, "sites");
  await page.getByRole("button", { name: `Deactivate ${web.url("/hook")}` }).click();
  await page.getByTitle(web.url("/hook")).waitFor({ state: "detached" });
}

async function hasIdeas(page, browser, siteId) {
  await page.goto(`${browser.base}/#/sites/${siteId}`);
  const form = page.getByRole("form", { name: "Have ideas found" });
  await form.getByLabel("How many").fill("2");
  await form.getByRole("button", { name: "Have ideas found" }).click();
  const ideas = page.locator(".ideas > li");
  await ideas.nth(1).waitFor();
  await ideas.first().getByRole("button", { name: /^Approve/ }).click();
  await ideas.nth(1).waitFor({ state: "detached" });
  await page.locator("#ideas").getByLabel("Status").selectOption("approved");
  await ideas.first().getByRole("button", { name: /^Make an experiment/ }).waitFor();
  await page.getByRole("form", { name: "Add a schedule" }).getByRole("button", { name: "Add a schedule" }).click();
  await page.getByRole("group", { name: "Schedules" }).getByText("every Monday").first().waitFor();
  await page.getByRole("button", { name: /^Turn off/ }).click();
  await page.getByRole("button", { name: /^Turn on/ }).waitFor();
}

/** Every area at the width of a telephone, and what it looks like. */
export async function areasFit(browser, token, shoot) {
  for (const width of [1440, 390]) {
    const page = await browser.open({ width, height: 900 }, "light");
    await browser.signIn(page, token);
    for (const [area, link] of [["sites", `Walked store ${unique}`], ["studies", `Finding the basket ${unique}`], ["access", null]]) {
      await page.goto(`${browser.base}/#/${area}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await (link === null ? page.getByRole("group", { name: "Tokens" }) : page.getByRole("link", { name: link })).waitFor();
      await fits(page, area);
      await shoot(page, `${area}-${width}`);
      if (link !== null) {
        await page.getByRole("link", { name: link }).click();
        await page.getByRole("heading", { level: 1, name: link }).waitFor();
        await page.locator("#site-experiments, #session-table").waitFor();
        await page.waitForTimeout(500);
        await fits(page, `one of ${area}`);
        await shoot(page, `${area}-one-${width}`);
        await isAccessible(page, `one of ${area}, ${width}`);
      }
    }
    await page.context().close();
  }
}

/** A site on loopback, and a hook that keeps the ids of what it is told. */
class Web {
  messages = [];

  static async start() {
    const web = new Web();
    web.server = createServer((request, response) => web.answer(request, response));
    await new Promise((resolve) => web.server.listen(0, "127.0.0.1", resolve));
    return web;
  }

  url(path) {
    return `http://127.0.0.1:${this.server.address().port}${path}`;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  answer(request, response) {
    if (request.url === "/hook") {
      this.messages.push(request.headers["webhook-id"]);
      request.resume();
      response.writeHead(204).end();
      return;
    }
    response.writeHead(request.url === "/" ? 200 : 404, { "Content-Type": "text/html; charset=utf-8" });
    response.end('<!doctype html><html><head><title>My store</title></head><body><h1>Welcome</h1><p>Things for people.</p><a class="btn btn-primary" href="/start">Get started</a> <a href="/pricing">Pricing</a></body></html>');
  }
}
