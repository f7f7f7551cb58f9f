-- One statement, for it is asked before every look at rows: rows with a job are of the jobs, the others of experiments.
SELECT
    job,
    toUnixTimestamp64Milli(complete_until) AS complete_until,
    '' AS workspace_id,
    '' AS experiment_id,
    0 AS generation,
    0 AS version,
    0 AS weight_epochs,
    0 AS frontier,
    0 AS ver
FROM splitstream.v_progress
UNION ALL
SELECT
    '',
    0,
    workspace_id,
    experiment_id,
    generation,
    version,
    weight_epochs,
    toUnixTimestamp64Milli(frontier),
    ver
FROM splitstream.experiment_generations FINAL
