-- Rows of zeros, which a version has from its begin on, are left out: the series begins with the first user.
WITH
    (
        SELECT argMax(generation, ver) FROM splitstream.experiment_generations
        WHERE experiment_id = {experiment:String}
    ) AS active,
    (
        SELECT min(slot) FROM splitstream.experiment_statistics_history
        WHERE experiment_id = {experiment:String} AND generation = active AND version = {version:UInt32}
          AND notEmpty(variant_ids)
    ) AS begun,
    -- Before a rebuilt generation begins, what was shown at the time: the live one.
    (
        SELECT greatest(10, 10 * intDiv(toUnixTimestamp(max(slot)) - toUnixTimestamp(min(slot)), 10 * 290) + 10)
        FROM splitstream.experiment_statistics_history
        WHERE experiment_id = {experiment:String} AND version = {version:UInt32}
          AND (generation = active OR (generation = 0 AND slot < begun))
          AND slot <= now()
          AND notEmpty(variant_ids)
    ) AS step
SELECT
    at,
    bucket,
    newest_row.1 AS variant_ids,
    newest_row.2 AS weight_epochs,
    newest_row.3 AS users,
    newest_row.4 AS non_zero,
    newest_row.5 AS sums,
    newest_row.6 AS products,
    newest_row.7 AS histograms,
    newest_row.8 AS exposed
FROM
(
    SELECT
        (intDiv(toUnixTimestamp(slot), step) + 1) * step AS at,
        bucket,
        argMax(
            (
                variant_ids,
                weight_epochs,
                users,
                arrayMap(cell -> arrayMap(i -> cell[i], {measures:Array(UInt8)}), non_zero),
                arrayMap(cell -> arrayMap(i -> cell[i], {measures:Array(UInt8)}), sums),
                arrayMap(cell -> arrayMap(i -> cell[i], {products:Array(UInt8)}), products),
                arrayMap(cell -> arrayMap(i -> cell[i], {histograms:Array(UInt8)}), histograms),
                exposed
            ),
            (slot, ver)
        ) AS newest_row
    FROM splitstream.experiment_statistics_history
    WHERE experiment_id = {experiment:String} AND version = {version:UInt32}
      AND (generation = active OR (generation = 0 AND slot < begun))
      -- What stands at the begin of the next minute is not there yet.
      AND slot <= now()
      AND notEmpty(variant_ids)
    GROUP BY at, bucket
)
ORDER BY at, bucket
LIMIT 4800
