SELECT job, toUnixTimestamp64Milli(complete_until) AS complete_until
FROM splitstream.v_progress
