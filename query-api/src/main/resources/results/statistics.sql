-- A version has a row for each of 16 buckets at the most, so the first 16 hold all of the newest version. One thread:
-- rows are few, and threads cost more than they save.
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
ORDER BY version DESC, bucket
LIMIT 16
SETTINGS max_threads = 1
