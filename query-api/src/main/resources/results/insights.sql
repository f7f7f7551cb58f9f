SELECT
    interactions, clicks, rage_clicks, dead_clicks, error_clicks, errors, back_and_forth, idles, idle_millis,
    toUnixTimestamp64Milli(first_at) AS first_at,
    toUnixTimestamp64Milli(last_at) AS last_at,
    frustration_score,
    sign_kinds,
    arrayMap(at -> toUnixTimestamp64Milli(at), sign_times) AS sign_times,
    sign_subjects
FROM splitstream.session_insights FINAL
WHERE workspace_id = {workspace:String} AND study_id = {study:String} AND session_id = {session:String}
