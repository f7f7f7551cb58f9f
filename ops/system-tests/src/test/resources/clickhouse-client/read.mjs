// Prints how many events of an experiment the archive and the results hold, as the official client reads them.
import { createClient } from '@clickhouse/client';

const client = createClient({
  url: process.env.CLICKHOUSE_ADDRESS,
  username: process.env.CLICKHOUSE_USER,
  password: process.env.CLICKHOUSE_PASSWORD,
  database: 'splitstream',
});

async function number(query) {
  const result = await client.query({
    query,
    format: 'JSONEachRow',
    query_params: { experiment: process.env.EXPERIMENT },
  });
  const [row] = await result.json();
  return Number(row.n);
}

const archived = await number('SELECT count() AS n FROM v_events WHERE experiment_id = {experiment:String}');
const counted = await number(
  'SELECT sum(events) AS n FROM experiment_statistics FINAL WHERE experiment_id = {experiment:String}',
);
console.log(archived, counted);
await client.close();
