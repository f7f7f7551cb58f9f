-- Every statement may be run again at any time. One statement ends where a line ends with a semicolon.
CREATE DATABASE IF NOT EXISTS splitstream;

-- The archive. Copies of an identity share a Kafka partition; the one at the lowest offset has the highest ver.
-- No PARTITION BY: it could part copies, which then would never be replaced.
CREATE TABLE IF NOT EXISTS splitstream.events
(
    workspace_id LowCardinality(String) COMMENT 'Whose data it is',
    experiment_id String COMMENT 'The experiment',
    user_id String COMMENT 'The unit of the experiment',
    event_id String COMMENT 'Identity within workspace, experiment and user',
    variant_id String COMMENT 'The variant that the event names',
    event_type LowCardinality(String) COMMENT 'impression, click, conversion, rating or a type of the experiment',
    event_value Nullable(Decimal(18, 4)) COMMENT 'The value, where the event has one',
    event_data Nullable(String) COMMENT 'JSON text, as sent',
    session_id Nullable(String) COMMENT 'The session that the client named',
    timestamp DateTime64(3, 'UTC') COMMENT 'When it happened',
    timestamp_replaced Bool COMMENT 'Whether the client''s time lay in the future and gave way to received_at',
    received_at DateTime64(3, 'UTC') COMMENT 'When the edge parsed it',
    logged_at DateTime64(3, 'UTC') COMMENT 'When the broker appended it',
    late Bool COMMENT 'Whether it was logged over 7 days after its timestamp; such events are in no metric',
    source LowCardinality(String) COMMENT 'The surface or SDK it came by',
    user_agent_class LowCardinality(String) COMMENT 'desktop, mobile, tablet, bot or other',
    address String COMMENT 'The client''s address, anonymised',
    kafka_partition UInt16 COMMENT 'Where it stands in the log',
    kafka_offset UInt64 COMMENT 'Where it stands in its partition',
    ver UInt64 COMMENT '2^63 - kafka_offset: the lowest offset wins'
)
ENGINE = ReplacingMergeTree(ver)
ORDER BY (workspace_id, experiment_id, user_id, event_id);

CREATE OR REPLACE VIEW splitstream.v_events AS
SELECT
    workspace_id,
    experiment_id,
    user_id,
    event_id,
    variant_id,
    event_type,
    event_value,
    event_data,
    session_id,
    timestamp,
    timestamp_replaced,
    received_at,
    logged_at,
    late,
    source,
    user_agent_class,
    address,
    kafka_partition,
    kafka_offset
FROM splitstream.events FINAL;

-- Stored assignments. The earliest of a user's counts, should there be several, as it does for the streamed figures.
CREATE TABLE IF NOT EXISTS splitstream.assignments
(
    workspace_id LowCardinality(String) COMMENT 'Whose data it is',
    experiment_id String COMMENT 'The experiment',
    user_id String COMMENT 'The unit of the experiment',
    variant_id LowCardinality(String) COMMENT 'The variant that the user was given',
    weight_epoch UInt32 COMMENT 'The index of the allocation in force at the assignment',
    assigned_at DateTime64(3, 'UTC') COMMENT 'When the user was assigned',
    attributes Map(LowCardinality(String), String) COMMENT 'What the caller said of the user',
    logged_at DateTime64(3, 'UTC') COMMENT 'When the broker appended it',
    kafka_partition UInt16 COMMENT 'Where it stands in the log',
    kafka_offset UInt64 COMMENT 'Where it stands in its partition',
    ver UInt128 COMMENT 'The earlier assigned_at wins, then the lower weight_epoch, then the lower kafka_offset'
)
ENGINE = ReplacingMergeTree(ver)
ORDER BY (workspace_id, experiment_id, user_id);

CREATE OR REPLACE VIEW splitstream.v_assignments AS
SELECT
    workspace_id,
    experiment_id,
    user_id,
    variant_id,
    weight_epoch,
    assigned_at,
    attributes,
    logged_at,
    kafka_partition,
    kafka_offset
FROM splitstream.assignments FINAL;

-- What the collector refused, as far as it had room to note it. A record may be stored twice; the view shows it once.
CREATE TABLE IF NOT EXISTS splitstream.rejected_events
(
    workspace_id LowCardinality(String) COMMENT 'Who sent it',
    experiment_id String COMMENT 'The experiment that it names; empty where it names none that can be read',
    rejected_at DateTime64(3, 'UTC') COMMENT 'When the edge refused it',
    code LowCardinality(String) COMMENT 'The error code of the refusal',
    message String COMMENT 'What was wrong with it',
    excerpt String COMMENT 'The begin of the event as sent, without what looks like a secret',
    kafka_partition UInt16 COMMENT 'Where it stands in the log of refusals',
    kafka_offset UInt64 COMMENT 'Where it stands in its partition'
)
ENGINE = ReplacingMergeTree
ORDER BY (workspace_id, experiment_id, rejected_at, kafka_partition, kafka_offset)
TTL toDateTime(rejected_at) + INTERVAL 30 DAY DELETE;

CREATE OR REPLACE VIEW splitstream.v_rejected_events AS
SELECT
    workspace_id,
    experiment_id,
    rejected_at,
    code,
    message,
    excerpt,
    kafka_partition,
    kafka_offset
FROM splitstream.rejected_events FINAL;

-- Cells are the pairs of variant and weight epoch that have users; all arrays have one entry per cell.
-- sums holds per cell the first moments, products the second moments and histograms the distributions over users, by
-- the layout that the row names: measures;…|products by the measures' positions|positions of those with a histogram.
CREATE TABLE IF NOT EXISTS splitstream.experiment_statistics
(
    experiment_id String COMMENT 'The experiment',
    version UInt32 COMMENT 'The definition version that the figures are a projection of',
    generation UInt32 COMMENT '0, or the number of the rebuild that wrote it',
    bucket UInt8 COMMENT 'Users are spread over 16 buckets by a fixed hash; add the buckets up',
    ver UInt128 COMMENT 'epoch * 2^64 + sequence of the writer: the highest wins',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the row holds every event',
    variant_ids Array(String) COMMENT 'Per cell: the variant',
    weight_epochs Array(UInt32) COMMENT 'Per cell: the index of the allocation',
    users Array(UInt64) COMMENT 'Per cell: users that were seen in this variant only',
    exposed Array(UInt64) COMMENT 'Per cell: users whose first variant this is, crossovers included',
    non_zero Array(Array(UInt64)) COMMENT 'Per cell: users whose measure is not zero, one entry per measure',
    sums Array(Array(Int128)) COMMENT 'Per cell: first moments, at the scale of each measure',
    products Array(Array(Int256)) COMMENT 'Per cell: second moments, at the sum of both scales',
    crossovers UInt64 COMMENT 'Users seen in two variants or more, in no cell',
    events UInt64 COMMENT 'Counted events',
    duplicates UInt64 COMMENT 'Events dropped because their identity was counted before',
    late_events UInt64 COMMENT 'Events logged over 7 days after their timestamp, in no metric',
    layout LowCardinality(String) COMMENT 'Which moments the arrays hold, in words; empty for the usual ones',
    histograms Array(Array(Array(Tuple(Int16, UInt64)))) COMMENT 'Per cell and quantile measure: bins of users'' totals'
)
ENGINE = ReplacingMergeTree(ver)
ORDER BY (experiment_id, version, generation, bucket);

-- Of a database from before experiments could declare metrics.
ALTER TABLE splitstream.experiment_statistics
    ADD COLUMN IF NOT EXISTS layout LowCardinality(String) COMMENT 'Which moments the arrays hold, in words; empty for the usual ones',
    ADD COLUMN IF NOT EXISTS histograms Array(Array(Array(Tuple(Int16, UInt64)))) COMMENT 'Per cell and quantile measure: bins of users'' totals';

-- 10 s slots for a day, then the first slot of each minute. A copy of versioned rows, not a sum.
CREATE TABLE IF NOT EXISTS splitstream.experiment_statistics_history
(
    slot DateTime('UTC') COMMENT 'Begin of the 10 s slot that complete_until falls into',
    experiment_id String,
    version UInt32,
    generation UInt32,
    bucket UInt8,
    ver UInt128,
    complete_until DateTime64(3, 'UTC'),
    variant_ids Array(String),
    weight_epochs Array(UInt32),
    users Array(UInt64),
    exposed Array(UInt64),
    non_zero Array(Array(UInt64)),
    sums Array(Array(Int128)),
    products Array(Array(Int256)),
    crossovers UInt64,
    events UInt64,
    duplicates UInt64,
    late_events UInt64,
    layout LowCardinality(String),
    histograms Array(Array(Array(Tuple(Int16, UInt64))))
)
ENGINE = ReplacingMergeTree(ver)
ORDER BY (experiment_id, version, generation, slot, bucket)
TTL slot + INTERVAL 1 DAY DELETE WHERE toSecond(slot) >= 10, slot + INTERVAL 400 DAY DELETE;

ALTER TABLE splitstream.experiment_statistics_history
    ADD COLUMN IF NOT EXISTS layout LowCardinality(String),
    ADD COLUMN IF NOT EXISTS histograms Array(Array(Array(Tuple(Int16, UInt64))));

CREATE MATERIALIZED VIEW IF NOT EXISTS splitstream.experiment_statistics_to_history
TO splitstream.experiment_statistics_history AS
SELECT toStartOfInterval(toDateTime(complete_until, 'UTC'), INTERVAL 10 SECOND) AS slot, *
FROM splitstream.experiment_statistics;

-- The star stands for the columns that there were when the view was made.
ALTER TABLE splitstream.experiment_statistics_to_history MODIFY QUERY
SELECT toStartOfInterval(toDateTime(complete_until, 'UTC'), INTERVAL 10 SECOND) AS slot, *
FROM splitstream.experiment_statistics;

CREATE TABLE IF NOT EXISTS splitstream.pipeline_progress
(
    job LowCardinality(String) COMMENT 'experiment-metrics or event-archive',
    epoch UInt64 COMMENT 'The writer''s epoch',
    subtask UInt16 COMMENT 'Index of the writing subtask',
    parallelism UInt16 COMMENT 'How many subtasks write in this epoch; the epoch counts once all have written',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the subtask''s rows are stored',
    written_at DateTime64(3, 'UTC') COMMENT 'The writer''s clock'
)
ENGINE = ReplacingMergeTree(complete_until)
ORDER BY (job, epoch, subtask)
TTL toDateTime(written_at) + INTERVAL 7 DAY DELETE;

-- An alert is raised once; copies of it, after a crash, are of the same id, and the earliest stays.
CREATE TABLE IF NOT EXISTS splitstream.alerts
(
    id String COMMENT 'The same for every copy: hash of experiment, version, rule and weight epoch',
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    version UInt32 COMMENT 'The definition version that the figures are a projection of',
    weight_epoch UInt32 COMMENT 'Index of the newest allocation',
    kind LowCardinality(String) COMMENT 'sample_ratio_mismatch, guardrail_crossed or guardrail_harmed',
    metric Nullable(String) COMMENT 'The guardrail''s metric',
    variant_id Nullable(String) COMMENT 'The guardrail''s test arm',
    value Nullable(Float64) COMMENT 'The test arm''s value',
    control_value Nullable(Float64) COMMENT 'The control''s value',
    threshold Nullable(Float64) COMMENT 'What was crossed: a value, or the level of the p-value',
    p_value Nullable(Float64) COMMENT 'Always valid; none for a fixed threshold',
    units UInt64 COMMENT 'What the value is made of: users, or a ratio''s denominators',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the figures hold every event',
    raised_at DateTime64(3, 'UTC') COMMENT 'The raiser''s clock',
    ver UInt64 COMMENT '2^63 - raised_at in milliseconds: the earliest copy wins'
)
ENGINE = ReplacingMergeTree(ver)
ORDER BY (experiment_id, id);

CREATE OR REPLACE VIEW splitstream.v_alerts AS
SELECT
    id,
    workspace_id,
    experiment_id,
    version,
    weight_epoch,
    kind,
    metric,
    variant_id,
    value,
    control_value,
    threshold,
    p_value,
    units,
    complete_until,
    raised_at
FROM splitstream.alerts FINAL;
