SELECT
    event_id, variant_id, user_id, event_type, toString(event_value) AS value,
    toUnixTimestamp64Milli(timestamp) AS at, toUnixTimestamp64Milli(logged_at) AS logged, late, source
FROM
(
    -- Copies of an identity may still stand side by side; the one at the lowest offset is the event.
    SELECT *
    FROM
    (
        SELECT
            event_id, variant_id, user_id, event_type, event_value, timestamp, logged_at, late, source, kafka_offset
        FROM splitstream.events
        WHERE workspace_id = {workspace:String} AND experiment_id = {experiment:String}
          AND logged_at >= now64(3) - toIntervalSecond({seconds:UInt32})
        ORDER BY logged_at DESC, kafka_offset DESC
        LIMIT {most:UInt32}
    )
    ORDER BY kafka_offset
    LIMIT 1 BY user_id, event_id
)
ORDER BY logged_at DESC, kafka_offset DESC
