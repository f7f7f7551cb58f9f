-- The batch answer: computes from the archive the very integers that the stream jobs keep.
--
-- Innermost, one row per user of the experiment: variants seen, first time, totals per measure, and the times of the
-- user's events, each doubled and odd for an impression. Then sessions from those times; then, with the stored
-- assignment, windows and the covariate. Then the weight epoch, from the assignment or else from the definition, and
-- what the user is counted under. Then cells, then one row per part.
-- {{...}} is filled by Recount, {name:Type} by whoever runs it.
{{prelude}}SELECT
    part,
    arrayMap(cell -> cell.1, cells) AS variant_ids,
    arrayMap(cell -> cell.2, cells) AS weight_epochs,
    arrayMap(cell -> cell.3, cells) AS users,
    arrayMap(cell -> cell.4, cells) AS exposed,
    arrayMap(cell -> cell.5, cells) AS non_zero,
    arrayMap(cell -> cell.6, cells) AS sums,
    arrayMap(cell -> cell.7, cells) AS products,
    arrayMap(cell -> cell.8, cells) AS histograms,
    {layout:String} AS layout,
    crossovers,
    events,
    toUInt64(0) AS duplicates,
    late_events
FROM
(
    SELECT
        part,
        arraySort(cell -> (cell.1, cell.2), groupArrayIf(
            (
                first_variant,
                weight_epoch,
                cell_users,
                cell_exposed,
                cell_non_zero,
                cell_sums,
                cell_products,
                cell_histograms
            ),
            cell_exposed > 0)) AS cells,
        sum(cell_crossovers) AS crossovers,
        sum(cell_events) AS events,
        sum(cell_late_events) AS late_events
    FROM
    (
        SELECT
            {{part}} AS part,
            first_variant,
            toUInt32(multiIf(
                variants = 0, 0,
                is_assigned, assigned_epoch,
                arrayLast(
                    (epoch, begin) -> begin <= first_seen,
                    {epochs:Array(UInt32)},
                    {epoch_begins:Array(Int64)}))) AS weight_epoch,
            countIf(variants = 1) AS cell_users,
            countIf(variants > 0) AS cell_exposed,
            countIf(variants > 1) AS cell_crossovers,
            sum(user_events) AS cell_events,
            sum(user_late_events) AS cell_late_events,
            [{{non_zero}}] AS cell_non_zero,
            [{{sums}}] AS cell_sums,
            [{{products}}] AS cell_products,
            CAST([{{histograms}}] AS Array(Array(Tuple(Int16, UInt64)))) AS cell_histograms
        FROM
        (
            SELECT
                users.*,
                assigned.is_assigned AS is_assigned,
                assigned.assigned_epoch AS assigned_epoch,
                assigned.attributes AS attributes{{enrolled}}
            FROM
            (
                SELECT
                    *,
                    arrayMap(
                        (moment, before) -> bitShiftRight(moment, 1) - bitShiftRight(before, 1) > {{session_gap}},
                        moments,
                        arraySlice(arrayPushFront(moments, {{long_ago}}), 1, length(moments))) AS begins,
                    toInt64(arrayCount(begins)) AS sessions,
                    toInt64(arrayCount(
                        (moment, begin, next_begin) -> begin AND next_begin AND moment % 2 = 1,
                        moments,
                        begins,
                        arraySlice(arrayPushBack(begins, 1), 2))) AS bounces
                FROM
                (
                    SELECT
                        user_id,
                        minIf(variant_id, counted) AS least_variant,
                        maxIf(variant_id, counted) AS greatest_variant,
                        countIf(counted) AS user_events,
                        countIf(late) AS user_late_events,
                        multiIf(user_events = 0, 0, least_variant = greatest_variant, 1, 2) AS variants,
                        argMinIf(variant_id, (timestamp, variant_id), counted) AS first_variant,
                        toUnixTimestamp64Milli(minIf(timestamp, counted)) AS first_seen,
                        {{totals}},
                        arraySort(groupArrayIf(
                            toUnixTimestamp64Milli(timestamp) * 2 + (event_type = 'impression'),
                            counted)) AS moments{{journal}}
                    FROM
                    (
                        SELECT user_id, variant_id, event_type, event_value, timestamp, late, NOT late AS counted
                        FROM {{archive}}
                        WHERE workspace_id = {workspace:String}
                          AND experiment_id = {experiment:String}
                          AND toUnixTimestamp64Milli(logged_at) <= {until:Int64}
                    )
                    GROUP BY user_id
                )
            ) AS users
            LEFT JOIN
            (
                SELECT
                    user_id,
                    true AS is_assigned,
                    weight_epoch AS assigned_epoch,
                    toUnixTimestamp64Milli(assigned_at) AS assigned_millis,
                    attributes
                FROM splitstream.v_assignments
                WHERE workspace_id = {workspace:String}
                  AND experiment_id = {experiment:String}
                  AND toUnixTimestamp64Milli(logged_at) <= {until:Int64}{{of_users}}
            ) AS assigned ON assigned.user_id = users.user_id
        )
        GROUP BY part, first_variant, weight_epoch
    )
    GROUP BY part
)
ORDER BY part
