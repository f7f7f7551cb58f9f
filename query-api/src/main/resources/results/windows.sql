SELECT
    toUnixTimestamp(window_start) AS start, variant_id, event_type, events, toString(value) AS value, complete
FROM splitstream.v_windows_{{size}}
WHERE workspace_id = {workspace:String} AND experiment_id = {experiment:String}
  AND window_start > (SELECT max(complete_until) FROM splitstream.v_progress WHERE job = 'event-archive')
      - toIntervalSecond({seconds:UInt32})
ORDER BY window_start, variant_id, event_type
LIMIT 20000
