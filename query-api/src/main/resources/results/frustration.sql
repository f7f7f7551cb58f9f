SELECT session_id, frustration_score
FROM splitstream.session_insights FINAL
WHERE workspace_id = {workspace:String} AND study_id = {study:String} AND frustration_score IS NOT NULL
