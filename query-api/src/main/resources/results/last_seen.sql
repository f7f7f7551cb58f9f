SELECT session_id, toUnixTimestamp64Milli(last_at) AS last_at
FROM splitstream.session_insights FINAL
WHERE session_id IN {sessions:Array(String)} AND last_at IS NOT NULL
