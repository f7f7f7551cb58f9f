-- The newest version that has a row for each of 16 buckets: rows of a version that has just come are stored by several
-- writers. Of versions that older releases wrote, none may have them all: then the newest. One thread: rows are few, and
-- threads cost more than they save.
SELECT
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
WHERE experiment_id = {experiment:String} AND generation = {generation:UInt32}
  AND version =
  (
      SELECT version
      FROM splitstream.experiment_statistics
      WHERE experiment_id = {experiment:String} AND generation = {generation:UInt32}
      GROUP BY version
      ORDER BY uniqExact(bucket) = 16 DESC, version DESC
      LIMIT 1
  )
ORDER BY bucket
SETTINGS max_threads = 1
