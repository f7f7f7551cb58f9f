SELECT
    workspace_id, experiment_id, generation, version, weight_epochs, toUnixTimestamp64Milli(frontier) AS frontier, ver
FROM splitstream.experiment_generations FINAL
WHERE experiment_id = {experiment:String} OR {experiment:String} = ''
ORDER BY experiment_id
