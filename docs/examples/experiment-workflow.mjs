// An experiment from its creation to its end, with nothing but fetch (Node 18 or newer).
//
//   export SPLITSTREAM_TOKEN=$(node -p 'require("./.splitstream/dev-credentials.json").tokens.admin')
//   node docs/examples/experiment-workflow.mjs
//
// SPLITSTREAM_URL is where the API is; http://127.0.0.1:8080 unless set.

const url = process.env.SPLITSTREAM_URL ?? 'http://127.0.0.1:8080';
const token = process.env.SPLITSTREAM_TOKEN;
if (!token) {
  console.error('SPLITSTREAM_TOKEN is not set: an admin token, as in dev-credentials.json');
  process.exit(2);
}

/** Calls a route and returns the whole answer; a refusal ends the program with its code and message. */
async function call(method, path, body) {
  const response = await fetch(url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!answer.success) {
    throw new Error(`${method} ${path}: ${response.status} ${answer.error.code}: ${answer.error.message}`);
  }
  return answer;
}

// Two variants that share the users evenly. Exactly one is control.
const { data: created } = await call('POST', '/api/experiments', {
  name: 'Checkout on one page',
  hypothesis: 'Fewer pages lose fewer buyers',
  variants: [
    { name: 'control', is_control: true, allocation_percentage: 50 },
    { name: 'one-page', is_control: false, allocation_percentage: 50, config: { pages: 1 } },
  ],
  target_metric: 'conversion_rate',
});
const experiment = `/api/experiments/${created.experiment_id}`;
console.log(`created ${created.experiment_id}, ${created.status}`);

const { data: started } = await call('POST', `${experiment}/start`);
console.log(`started, ${started.status}`);

// Each visitor is assigned a variant, sees it, and every other visitor buys. An event_id makes a repeated request
// count once: a client that got no answer sends the same again.
const visitors = 20;
for (let visitor = 0; visitor < visitors; visitor++) {
  const userId = `visitor-${visitor}`;
  const { data: assignment } = await call('POST', `${experiment}/assign`, { user_id: userId });
  const event = { experiment_id: created.experiment_id, variant_id: assignment.variant.id, user_id: userId };
  await call('POST', '/api/experiments/events', {
    ...event,
    event_id: 'saw-checkout',
    event_type: 'impression',
    timestamp: new Date().toISOString(),
  });
  if (visitor % 2 === 0) {
    await call('POST', '/api/experiments/events', {
      ...event,
      event_id: 'order-1',
      event_type: 'conversion',
      event_value: 49.99,
    });
  }
}
console.log(`tracked ${visitors} visitors`);

// An answer of 202 means that the event is stored; about a second later it shows in the results.
let metrics;
const deadline = Date.now() + 30_000;
do {
  await new Promise((resolve) => setTimeout(resolve, 200));
  ({ data: metrics } = await call('GET', `${experiment}/metrics`));
} while (metrics.variants.reduce((sum, variant) => sum + variant.impressions, 0) < visitors && Date.now() < deadline);
for (const variant of metrics.variants) {
  console.log(
    `${variant.variant_name}: ${variant.users} users, ${variant.impressions} impressions, ` +
      `${variant.conversions} conversions, revenue ${variant.total_revenue.toFixed(2)}`,
  );
}

const { data: analysis } = await call('POST', `${experiment}/analyze`, {
  analysis_type: 'both',
  confidence_level: 0.95,
});
console.log(`analyzed ${analysis.metric_name}: ${analysis.reason ?? `lift ${analysis.absolute_lift}`}`);

const { data: advice } = await call('GET', `${experiment}/recommendation`);
console.log(`recommendation: ${advice.recommendation}, confidence ${advice.confidence}`);
advice.reasoning.forEach((reason) => console.log(`  - ${reason}`));

// A winner is declared only if the figures say so; twenty visitors are too few for that.
const { data: completed } = await call('POST', `${experiment}/complete`, {
  ...(advice.recommendation === 'LAUNCH' && { winner_variant_id: analysis.test_variant.id }),
  conclusion: advice.reasoning.join(' '),
});
console.log(`completed, ${completed.status}`);
