WITH
    (
        SELECT argMax((generation, toUnixTimestamp64Milli(frontier)), ver) FROM splitstream.experiment_generations
        WHERE experiment_id = {experiment:String}
    ) AS active
SELECT
    active.1 AS generation_read,
    active.2 AS frontier,
    version,
    layout,
    variant_ids,
    weight_epochs,
    users,
    exposed,
    non_zero,
    sums,
    products,
    histograms,
    crossovers,
    events,
    duplicates,
    late_events
FROM splitstream.experiment_statistics FINAL
WHERE experiment_id = {experiment:String}
  AND generation = active.1
  AND version = (
      SELECT max(version) FROM splitstream.experiment_statistics
      WHERE experiment_id = {experiment:String} AND generation = active.1
  )
ORDER BY bucket
