SELECT job, toUnixTimestamp64Milli(min(subtask_complete_until)) AS complete_until
FROM (
    SELECT job, epoch, subtask, max(parallelism) AS subtasks, max(complete_until) AS subtask_complete_until
    FROM splitstream.pipeline_progress
    GROUP BY job, epoch, subtask
)
GROUP BY job, epoch
HAVING count() = max(subtasks)
ORDER BY job, epoch DESC
LIMIT 1 BY job
