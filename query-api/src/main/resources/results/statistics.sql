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
WHERE experiment_id = {experiment:String}
  AND generation = 0
  AND version = (
      SELECT max(version) FROM splitstream.experiment_statistics
      WHERE experiment_id = {experiment:String} AND generation = 0
  )
ORDER BY bucket
