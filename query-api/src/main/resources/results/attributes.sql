SELECT arrayJoin(mapKeys(attributes)) AS name, count() AS users
FROM splitstream.v_assignments
WHERE workspace_id = {workspace:String} AND experiment_id = {experiment:String}
GROUP BY name
ORDER BY users DESC, name
LIMIT {most:UInt32}
