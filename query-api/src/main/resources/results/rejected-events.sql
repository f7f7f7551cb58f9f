SELECT toUnixTimestamp64Milli(rejected_at) AS at, code, message, excerpt
FROM splitstream.v_rejected_events
WHERE workspace_id = {workspace:String} AND experiment_id = {experiment:String}
  AND rejected_at >= now64(3) - toIntervalSecond({seconds:UInt32})
ORDER BY rejected_at DESC, kafka_offset DESC
LIMIT {most:UInt32}
