INSERT INTO splitstream.experiment_statistics
(
    experiment_id, version, generation, bucket, ver, complete_until,
    variant_ids, weight_epochs, users, exposed, non_zero, sums, products,
    crossovers, events, duplicates, late_events, layout, histograms
)
SELECT
    {experiment:String},
    {version:UInt32},
    {generation:UInt32},
    buckets.bucket,
    toUInt128({until:Int64}),
    fromUnixTimestamp64Milli({until:Int64}, 'UTC'),
    variant_ids, weight_epochs, users, exposed, non_zero, sums, products,
    crossovers, events, duplicates, late_events, {layout:String}, histograms
FROM
(
    SELECT toUInt8(number) AS bucket
    FROM numbers({from_bucket:UInt8}, {to_bucket:UInt8} - {from_bucket:UInt8})
) AS buckets
LEFT JOIN
(
{{recount}}
) AS counted ON counted.part = buckets.bucket
