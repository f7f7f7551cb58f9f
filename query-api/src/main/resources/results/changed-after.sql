-- Records logged since, and windows closed since.
SELECT
    (
        SELECT count() FROM splitstream.events
        WHERE workspace_id = {workspace:String}
          AND experiment_id = {experiment:String}
          AND toUnixTimestamp64Milli(logged_at) > {after:Int64}
          AND toUnixTimestamp64Milli(logged_at) <= {until:Int64}
    ) + (
        SELECT count() FROM splitstream.assignments
        WHERE workspace_id = {workspace:String}
          AND experiment_id = {experiment:String}
          AND toUnixTimestamp64Milli(logged_at) > {after:Int64}
          AND toUnixTimestamp64Milli(logged_at) <= {until:Int64}
    ) + (
        SELECT count() FROM splitstream.assignments
        WHERE workspace_id = {workspace:String}
          AND experiment_id = {experiment:String}
          AND arrayExists(
              closing -> closing > {after:Int64} AND closing <= {until:Int64},
              arrayMap(
                  window -> intDiv(toUnixTimestamp64Milli(assigned_at) + window + 999, 1000) * 1000,
                  {windows:Array(Int64)}))
    ) AS number
