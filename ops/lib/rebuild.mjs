// Starts a rebuild by the API, or goes back from one, and prints how it goes. Run by ops/rebuild.
import { readFileSync } from 'node:fs';

const [credentialsFile, experimentId, method] = process.argv.slice(2);
const credentials = JSON.parse(readFileSync(credentialsFile, 'utf8'));

async function call(verb) {
  const answer = await fetch(`${credentials.api}/api/experiments/${experimentId}/rebuild`, {
    method: verb,
    headers: { Authorization: `Bearer ${credentials.tokens.admin}` },
  });
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(`${answer.status} ${body.error?.code}: ${body.error?.message}`);
  }
  return body.data;
}

try {
  let status = await call(method);
  let shown = '';
  while (status.building) {
    const { generation, buckets_done: done, buckets } = status.building;
    const line = `generation ${generation}: ${done} of ${buckets} buckets`;
    if (line !== shown) {
      console.log(line);
      shown = line;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    status = await call('GET');
  }
  if (status.failure) {
    throw new Error(`${status.failure} Run it again: what is there is written over.`);
  }
  console.log(
    status.active_generation === 0
      ? 'readers see the live figures'
      : `readers see generation ${status.active_generation}, complete until ${status.complete_until}`,
  );
} catch (failure) {
  console.error(`rebuild: ${failure.message}`);
  process.exitCode = 1;
}
