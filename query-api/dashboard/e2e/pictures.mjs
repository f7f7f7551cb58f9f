// Pictures of the live page for the documents, taken of a running demo whose experiments have come to their verdicts.
//
//   npm run pictures -- DATA [FOLDER]
//
// DATA is the data directory of `ops/up --demo`, FOLDER where the pictures go (default: docs/images). A study and a site
// are made through the API the first time, so that there is something to see; SPLITSTREAM_URL is where another server
// passes the page and the API on.
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Api, until } from "./api.mjs";
import { Browser, launch, setting } from "./browser.mjs";

const [data, folder = join(dirname(fileURLToPath(import.meta.url)), "../../../docs/images")] = process.argv.slice(2);
if (data === undefined) {
  console.error("say where the demo keeps its data: npm run pictures -- DATA [FOLDER]");
  process.exit(2);
}
const credentials = JSON.parse(readFileSync(join(data, "dev-credentials.json"), "utf8"));
const base = setting("SPLITSTREAM_URL", credentials.api).replace(/\/$/, "");
const api = new Api(base, credentials.tokens.admin);
const STUDY = "Finding a cake without milk";
const SITE = "Bakery at the corner";
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

/** Which place looks how: its name, its address, what has to be there first, its window, its colours, how much of it. */
async function places() {
  const winner = await experimentNamed("Recommendations from similar tastes");
  const study = await studyOfCakes();
  const site = await siteOfTheBakery();
  const experiment = ["#lift .chart canvas", "#recommendation .reasons li", "#health .chart canvas"];
  return [
    ["list", "#/", ["[data-verdict] >> nth=3"], WIDE, "light"],
    ["list-390", "#/", ["[data-verdict] >> nth=3"], NARROW, "light"],
    ["experiment", `#/experiments/${winner}`, experiment, { width: 1440, height: 1500 }, "light"],
    ["experiment-dark", `#/experiments/${winner}`, experiment, { width: 1440, height: 1500 }, "dark"],
    ["experiment-390", `#/experiments/${winner}`, experiment, { width: 390, height: 1500 }, "light"],
    ["site", `#/sites/${site}`, [".ideas > li", "#site-experiments"], { width: 1440, height: 1100 }, "light"],
    ["site-390", `#/sites/${site}`, [".ideas > li", "#site-experiments"], { width: 390, height: 1100 }, "light"],
    ["study", `#/studies/${study}`, ["#session-table"], { width: 1440, height: 1000 }, "light"],
    ["study-390", `#/studies/${study}`, ["#session-table"], { width: 390, height: 1000 }, "light"],
  ];
}

async function experimentNamed(name) {
  const found = (await api.data("/api/experiments?limit=100")).find((experiment) => experiment.name === name);
  if (found === undefined) {
    throw new Error(`there is no experiment "${name}"; is this ops/up --demo?`);
  }
  return found.id;
}

/** Sixteen testers look for a cake; those of B find it more often. */
async function studyOfCakes() {
  const known = (await api.data("/api/studies?limit=100")).studies.find((study) => study.title === STUDY);
  if (known !== undefined) {
    return known.jobId;
  }
  const { jobId } = await api.data("/api/studies", {
    title: STUDY,
    tasks: ["Find a cake without milk and eggs", "Put it into the basket", "Order it for Saturday"].map((title) => ({ title, description: "As you would at home." })),
  });
  await api.data("/api/ab/round/start", { jobId, roundLabel: "First sixteen", targetSessionCount: 16 });
  const sessions = [];
  for (let tester = 0; tester < 16; tester++) {
    sessions.push(await api.data("/api/sessions", { jobId, testerId: `tester-${String(tester + 1).padStart(2, "0")}` }));
  }
  for (const [tester, session] of sessions.entries()) {
    await testerLooks(jobId, tester, session);
  }
  return jobId;
}

async function testerLooks(jobId, tester, { sessionId, variant }) {
  const { tasks } = await api.data("/api/ab/task-checklist/generate", { sessionId, jobId });
  const done = variant === "B" ? 2 + (tester % 3 === 0 ? 0 : 1) : 1 + (tester % 2);
  await api.data("/api/ab/task-checklist/save", { sessionId, tasks: tasks.map(({ taskId }, index) => ({ taskId, completed: index < done })) });
  await api.data(`/api/sessions/${sessionId}/events`, { events: clicks(variant === "A" && tester % 3 !== 0, tester) });
  await api.data(`/api/sessions/${sessionId}/notes`, { notes: [{ content: variant === "B" ? "Went straight to the filter." : "Clicked the filter again and again; nothing seemed to happen." }] }, "PATCH");
  await pause(1000 + 137 * tester);
  const step = (name, body) => api.data(`/api/sessions/${sessionId}/${name}`, body, "POST");
  if (tester < 15) {
    await step("complete");
  }
  if (tester < 12) {
    await step("analyze");
  }
  if (tester < 8) {
    await until("it is analysed", () => api.data(`/api/sessions/${sessionId}`), (session) => session.status === "analyzed");
    await step("confirm", { rating: 3 + (tester % 3), comment: "Thank you." });
  }
}

/** Clicks that lead somewhere, or four in a row on one thing that does not answer. */
function clicks(isAngry, tester) {
  const began = Date.now() - 4_000;
  const event = (type, after, more) => ({ type, timestamp: new Date(began + after).toISOString(), ...more });
  const calm = Array.from({ length: 3 + (tester % 3) }, (_, step) => [event("click", step * 600, { target: `#step-${step}` }), event("navigation", step * 600 + 200, { url: `/step/${step}` })]).flat();
  return isAngry ? [...calm, ...Array.from({ length: 4 }, (_, step) => event("click", 3_000 + step * 100, { target: "#filter" }))] : calm;
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A bakery's site with one experiment that runs, a draft, and ideas. */
async function siteOfTheBakery() {
  const known = (await api.data("/v1/sites")).find((site) => site.name === SITE);
  if (known !== undefined) {
    return known.id;
  }
  const web = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html><head><title>${SITE}</title></head><body><h1>Fresh every morning</h1><p>Bread, rolls and cakes from around the corner.</p>
      <a class="btn btn-primary" href="/order">Order now</a><form action="/news"><input name="mail" type="email"><input name="name"><button>Subscribe</button></form><a href="/cakes">Cakes</a></body></html>`);
  });
  await new Promise((resolve) => web.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${web.address().port}/`;
    const site = await api.data("/v1/sites", { name: SITE, url });
    await until("the home page was looked at", () => api.data(`/v1/sites/${site.id}`), (found) => found.crawl_status === "ok");
    await api.data("/v1/experiments", { site_id: site.id, name: "Say that delivery is free", target_url: url, prompt: 'Change the headline to "Fresh every morning, delivered for free"', auto_launch: true });
    await api.data("/v1/experiments", { site_id: site.id, name: "A greener order button", target_url: url, prompt: "Make the order now button green" });
    await api.data("/v1/ideas/generate", { site_id: site.id, num_ideas: 3 });
    await until("ideas were found", () => api.data(`/v1/ideas?site_id=${site.id}`), (ideas) => ideas.length === 3);
    return site.id;
  } finally {
    web.closeAllConnections();
    web.close();
  }
}

mkdirSync(folder, { recursive: true });
const browser = new Browser(await launch(), base);
try {
  for (const [name, place, present, viewport, colours] of await places()) {
    const page = await browser.open(viewport, colours);
    await browser.signIn(page, credentials.tokens.admin);
    await page.goto(`${base}/${place}`);
    for (const part of present) {
      await page.locator(part).first().waitFor();
    }
    // Charts and bars move to their places.
    await page.waitForTimeout(2000);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.context().close();
    console.log(join(folder, `${name}.png`));
  }
} finally {
  await browser.browser.close();
}
