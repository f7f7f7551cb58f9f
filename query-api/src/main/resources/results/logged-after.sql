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
    ) AS number
