// How long the page takes to draw a large experiment: 20 variants, 90 days of history, every section.
//
//   npm run build && node e2e/first-render.mjs [FILE]
//
// Answers are made here and given at once by a server of this process, so that what is measured is the page: from the
// navigation until counters, scorecard and charts are painted. Prints each run, with the processor time of the page's
// thread beside it, which a busy machine does not lengthen; FILE gets the figures as JSON.
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";

const RUNS = 7;
const VARIANTS = 20;
const DAYS = 90;
const POINTS = 290;
const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };

const variants = Array.from({ length: VARIANTS }, (_, index) => ({ id: `var_${index}`, name: index === 0 ? "control" : `treatment ${index}`, is_control: index === 0, allocation_percentage: 5 }));
const tests = variants.slice(1);
const now = Date.now();
const times = Array.from({ length: POINTS }, (_, index) => new Date(now - ((POINTS - 1 - index) / POINTS) * DAYS * 86_400_000).toISOString());
const drift = (index, at) => 0.001 * index + 0.004 * Math.sin(at / 9 + index);
const until = { updated_at: times.at(-1), complete_until: times.at(-1) };
const METRICS = ["conversion_rate", "avg_rating", "click_rate", "user_conversion_rate", "revenue_per_user", "avg_order_value", "bounce_rate", "click_to_conversion"];

const answers = {
  "": { id: "e", name: "A large experiment", status: "running", target_metric: "conversion_rate", guardrail_metrics: ["avg_rating"], variants, created_at: times[0], started_at: times[0] },
  "/scorecard": {
    alpha: 0.05,
    mode: "sequential",
    metrics: METRICS.map((metric_name, at) => ({
      metric_name,
      part: at === 0 ? "primary" : at === 1 ? "guardrail" : "secondary",
      kind: "ratio",
      direction: "up",
      window: null,
      open_ended: true,
      sequence_guaranteed: false,
      variants: variants.map(({ id }, index) => ({ variant_id: id, n: 50_000 + index, value: 0.1 + 0.001 * index })),
      comparisons: tests.map(({ id }, index) => ({
        variant_id: id,
        absolute_lift: drift(index, at),
        relative_lift: drift(index, at) / 0.1,
        fixed_horizon: { p_value: 0.2, p_value_adjusted: 0.4, confidence_interval: [drift(index, at) - 0.002, drift(index, at) + 0.002] },
        sequential: { p_value: 0.5, p_value_adjusted: 0.9, confidence_interval: [drift(index, at) - 0.004, drift(index, at) + 0.004], n: 100_000 },
        bayesian: { probability_better: 0.8, expected_loss: 0.0001, credible_interval: [-0.001, 0.002] },
        reason: null,
        ...(at === 1 ? { status: "safe", threshold: 0.095 } : {}),
      })),
    })),
    ...until,
  },
  "/recommendation": {
    recommendation: "CONTINUE",
    confidence: "low",
    reasons: tests.map(({ id, name }) => ({ code: "OPEN", message: `${name} is not decided`, variant_id: id, figures: {} })),
    would_change: ["More users."],
    metrics_summary: { conversion_rate_lift: 0.01, p_value: 0.9, bayesian_probability: 0.8 },
    arms: tests.map(({ id, name }) => ({ variant_id: id, variant_name: name, recommendation: "CONTINUE", confidence: "low" })),
    validity: { is_healthy: true, sample_ratio_p_value: 1, sample_ratio_mismatch: false, crossovers: 0 },
  },
  "/lift-history": {
    points: times.flatMap((at, step) => tests.map(({ id }, index) => ({ at, variant_id: id, estimate: drift(index, step), interval: { lower: drift(index, step) - 0.01, upper: drift(index, step) + 0.01 }, n: step * 700 }))),
  },
  "/exposure-history": { variant_ids: variants.map(({ id }) => id), points: times.map((at, step) => ({ at, users: variants.map((_, index) => step * 170 + index), sample_ratio_p_value: 1 })) },
  "/guardrail-history": {
    points: times.flatMap((at, step) => tests.map(({ id }, index) => ({ at, metric_name: "avg_rating", variant_id: id, threshold: 4, control_value: 4.2, test_value: 4.2 + drift(index, step), status: "safe" }))),
  },
  "/realtime": {
    experiment: { status: "running" },
    variants: variants.map((variant, index) => ({ ...variant, users: 50_000 + index, users_assigned: 50_500, impressions: 150_000, clicks: 40_000, conversions: 15_000, avg_rating: 4.2, total_revenue: 99_000 })),
    metrics: { crossovers: 0, events: 4e6, duplicates: 12, late_events: 0 },
    timestamp: new Date(now).toISOString(),
    ...until,
  },
  "/windows": { windows: times.slice(-60).flatMap((_, step) => variants.map(({ id }, index) => ({ start: new Date(now - (60 - step) * 60_000).toISOString(), variant_id: id, event_type: "impression", events: 200 + index, value: null, complete: true }))) },
  "/attributes": { attributes: [{ name: "device", users: 1e6 }] },
  "/recent-events": { accepted: [], rejected: [], rejected_count: 0, limit: 1 },
  "/alerts": [],
  "/changes": [],
  "/metrics": { by_segment: { attribute: "device", metric_name: "conversion_rate", segments: ["phone", "desktop", "tablet"].map((label) => ({ label, users: 300_000, comparisons: tests.map(({ id }, index) => ({ variant_id: id, absolute_lift: drift(index, 1), relative_lift: 0.01, sequential_analysis: { p_value_adjusted: 1, confidence_interval: [-0.01, 0.01] } })) })) } },
};
const token = `e30.${Buffer.from(JSON.stringify({ sub: "bench", role: "admin", workspace_id: "w" })).toString("base64url")}.e30`;

/** Everything that the page asks for, made once and given at once. */
const bodies = new Map(Object.entries(answers).map(([part, data]) => [part, JSON.stringify({ success: true, data })]));
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (!pathname.startsWith("/api/")) {
    const file = pathname === "/" ? "index.html" : pathname.slice(1);
    const type = TYPES[file.split(".").at(-1)];
    response.writeHead(type === undefined ? 404 : 200, { "content-type": type ?? "text/plain" });
    response.end(type === undefined ? "" : readFileSync(join(dist, file)));
    return;
  }
  const part = pathname.replace("/api/experiments/e", "");
  if (part === "/stream") {
    response.setHeader("content-type", "text/event-stream");
    response.write(`id: b-0\nevent: snapshot\ndata: ${JSON.stringify(answers["/realtime"])}\n\n`);
    return;
  }
  response.setHeader("content-type", "application/json");
  response.end(bodies.get(part) ?? '{"success":true,"data":[]}');
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const ORIGIN = `http://127.0.0.1:${server.address().port}`;

async function run(browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name: "sommos_access_token", value: token, url: ORIGIN }]);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const parts = ["#variant-table tbody tr:nth-child(20)", "#scorecard tbody tr:nth-child(19)", "#health canvas", "#lift canvas", "#guardrails canvas", "#recommendation .reasons li"];
    const look = () =>
      parts.every((part) => document.querySelector(part) !== null)
        ? requestAnimationFrame(() => setTimeout(() => (globalThis.drawnAt = performance.now())))
        : requestAnimationFrame(look);
    look();
  });
  // Another page of the origin first: what is measured then stays in one process, from its beginning.
  await page.goto(`${ORIGIN}/favicon.svg`);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(`${ORIGIN}/#/experiments/e`);
  await page.waitForFunction(() => globalThis.drawnAt !== undefined);
  const { metrics } = await session.send("Performance.getMetrics");
  const ofPage = (name) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000;
  const result = {
    ...(await page.evaluate(() => ({
      firstPaintMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
      allDrawnMs: globalThis.drawnAt,
    }))),
    mainThreadMs: ofPage("TaskDuration"),
    scriptMs: ofPage("ScriptDuration"),
    layoutMs: ofPage("LayoutDuration") + ofPage("RecalcStyleDuration"),
  };
  await context.close();
  return result;
}

const browser = await launch();
try {
  const runs = [];
  for (let turn = 0; turn < RUNS; turn++) {
    runs.push(await run(browser));
    console.log(`first paint ${runs[turn].firstPaintMs?.toFixed(0)} ms, all drawn ${runs[turn].allDrawnMs.toFixed(0)} ms; processor time of the page's thread ${runs[turn].mainThreadMs.toFixed(0)} ms, of it script ${runs[turn].scriptMs.toFixed(0)} and layout ${runs[turn].layoutMs.toFixed(0)}`);
  }
  const drawn = runs.map((each) => each.allDrawnMs).sort((a, b) => a - b);
  const median = drawn[Math.floor(RUNS / 2)];
  const threadTimes = runs.map((each) => each.mainThreadMs).sort((a, b) => a - b);
  console.log(`median of ${RUNS}: all drawn after ${median.toFixed(0)} ms, processor time ${threadTimes[Math.floor(RUNS / 2)].toFixed(0)} ms (${VARIANTS} variants, ${DAYS} days, ${POINTS} points each)`);
  if (process.argv[2]) {
    writeFileSync(process.argv[2], `${JSON.stringify({ command: "node e2e/first-render.mjs", variants: VARIANTS, days: DAYS, points: POINTS, runs, medianAllDrawnMs: median }, null, 2)}\n`);
  }
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
