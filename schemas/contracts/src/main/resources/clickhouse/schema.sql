-- Every statement may be run again at any time. One statement ends where a line ends with a semicolon.
CREATE DATABASE IF NOT EXISTS splitstream;

-- The archive. Copies of an identity share a Kafka partition; the one at the lowest offset has the highest ver.
-- No PARTITION BY: it could part copies, which then would never be replaced.
CREATE TABLE IF NOT EXISTS splitstream.events
(
    workspace_id LowCardinality(String) COMMENT 'Whose data it is',
    experiment_id String COMMENT 'The experiment; of an interaction the study',
    user_id String COMMENT 'The unit of the experiment; of an interaction the tester',
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

CREATE OR REPLACE VIEW splitstream.v_events
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
    kafka_offset UInt64 COMMENT 'Where it stands in its partition'
)
AS SELECT
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

CREATE OR REPLACE VIEW splitstream.v_assignments
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
    kafka_offset UInt64 COMMENT 'Where it stands in its partition'
)
AS SELECT
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

CREATE OR REPLACE VIEW splitstream.v_rejected_events
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
AS SELECT
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
    bucket UInt8 COMMENT 'Users are spread over 16 buckets by a fixed hash; add the buckets up. A version that has 16 rows is whole',
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

-- Readers see the generation that stands here, else the live one.
CREATE TABLE IF NOT EXISTS splitstream.experiment_generations
(
    experiment_id String COMMENT 'The experiment',
    workspace_id String COMMENT 'Whose experiment it is',
    generation UInt32 COMMENT 'Whose rows readers see; 0 is the live job',
    version UInt32 COMMENT 'The definition version that a rebuilt generation is a projection of',
    weight_epochs UInt32 COMMENT 'How many allocations the definition had',
    frontier DateTime64(3, 'UTC') COMMENT 'Log time up to which a rebuilt generation holds every event',
    ver UInt64 COMMENT 'The highest wins'
)
ENGINE = ReplacingMergeTree(ver)
ORDER BY experiment_id;

-- 10 s slots for a day, then the first slot of each minute. A copy of versioned rows, not a sum. A row is written when
-- its bucket changes, so it is copied into the first slot of the next minute too, where it stands unless the bucket
-- changes again within that slot: else what changed later in a minute would be gone after a day.
CREATE TABLE IF NOT EXISTS splitstream.experiment_statistics_history
(
    slot DateTime('UTC') COMMENT 'Begin of the 10 s slot that complete_until falls into, or of the first of the next minute',
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
SELECT
    arrayJoin([
        toStartOfInterval(toDateTime(complete_until, 'UTC'), INTERVAL 10 SECOND),
        toStartOfMinute(toDateTime(complete_until, 'UTC')) + INTERVAL 1 MINUTE
    ]) AS slot,
    *
FROM splitstream.experiment_statistics;

-- Of a database from before: the star stands for the columns that there were when the view was made, and slots of the
-- next minute were not written.
ALTER TABLE splitstream.experiment_statistics_to_history MODIFY QUERY
SELECT
    arrayJoin([
        toStartOfInterval(toDateTime(complete_until, 'UTC'), INTERVAL 10 SECOND),
        toStartOfMinute(toDateTime(complete_until, 'UTC')) + INTERVAL 1 MINUTE
    ]) AS slot,
    *
FROM splitstream.experiment_statistics;

-- What a session's interactions show: absolute rows, replaced as the session goes on.
CREATE TABLE IF NOT EXISTS splitstream.session_insights
(
    workspace_id LowCardinality(String) COMMENT 'Whose data it is',
    study_id String COMMENT 'The study',
    session_id String COMMENT 'The session',
    tester_id String COMMENT 'Whose session it is',
    variant LowCardinality(String) COMMENT 'A or B',
    ver UInt128 COMMENT 'epoch * 2^64 + sequence of the writer: the highest wins',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the row holds every interaction',
    interactions UInt64 COMMENT 'Counted interactions',
    clicks UInt64 COMMENT 'Clicks among them',
    rage_clicks UInt64 COMMENT 'Bursts of 3 clicks or more on one target, each within 1 s of the one before it but one',
    dead_clicks UInt64 COMMENT 'Clicks without navigation, input or mutation within 1 s',
    error_clicks UInt64 COMMENT 'Clicks with an error within 1 s',
    errors UInt64 COMMENT 'Errors',
    back_and_forth UInt64 COMMENT 'Times that a page was left for another and come back to within 10 s',
    idles UInt64 COMMENT 'Gaps of over a minute between interactions',
    idle_millis UInt64 COMMENT 'Length of those gaps together',
    first_at Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the first interaction',
    last_at Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the last interaction',
    duration_millis UInt64 COMMENT 'From the first to the last interaction',
    frustration_score Nullable(Float64) COMMENT '0 to 1; null without interactions',
    sign_kinds Array(LowCardinality(String)) COMMENT 'The first 100 signs of trouble, by time: what',
    sign_times Array(DateTime64(3, 'UTC')) COMMENT 'When it began',
    sign_subjects Array(String) COMMENT 'The target or page',
    duplicates UInt64 COMMENT 'Interactions dropped because their identity was counted before',
    late_interactions UInt64 COMMENT 'Interactions logged over 7 days after their timestamp, not counted',
    excess UInt64 COMMENT 'Interactions beyond the 20000 that a session counts'
)
ENGINE = ReplacingMergeTree(ver)
ORDER BY (workspace_id, study_id, session_id);

CREATE TABLE IF NOT EXISTS splitstream.pipeline_progress
(
    job LowCardinality(String) COMMENT 'experiment-metrics, event-archive or session-insights',
    epoch UInt64 COMMENT 'The writer''s epoch',
    subtask UInt16 COMMENT 'Index of the writing subtask',
    parallelism UInt16 COMMENT 'How many subtasks write in this epoch; the epoch counts once all have written',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the subtask''s rows are stored; 1970 before they are',
    holds_until DateTime64(3, 'UTC') DEFAULT complete_until COMMENT 'Log time up to which rows of this epoch that replace earlier ones hold every event',
    written_at DateTime64(3, 'UTC') COMMENT 'The writer''s clock'
)
ENGINE = ReplacingMergeTree(complete_until)
ORDER BY (job, epoch, subtask)
TTL toDateTime(written_at) + INTERVAL 7 DAY DELETE;

-- Of a database from before rows were announced.
ALTER TABLE splitstream.pipeline_progress
    ADD COLUMN IF NOT EXISTS holds_until DateTime64(3, 'UTC') DEFAULT complete_until COMMENT 'Log time up to which rows of this epoch that replace earlier ones hold every event' AFTER complete_until;

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

CREATE OR REPLACE VIEW splitstream.v_alerts
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
    raised_at DateTime64(3, 'UTC') COMMENT 'The raiser''s clock'
)
AS SELECT
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

-- Names, as the API tells them: one row per experiment at its newest revision.
CREATE TABLE IF NOT EXISTS splitstream.experiments
(
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    name String COMMENT 'What people call it',
    status LowCardinality(String) COMMENT 'draft, running, paused, completed or archived',
    version UInt32 COMMENT 'The definition version',
    target_metric LowCardinality(String) COMMENT 'The primary metric',
    variant_ids Array(String) COMMENT 'The variants, in the experiment''s order',
    variant_names Array(String) COMMENT 'Per variant: what people call it',
    variant_weights Array(Float64) COMMENT 'Per variant: its share of new users, 0 to 1',
    control_id String COMMENT 'The variant that the others are compared with',
    created_at DateTime64(3, 'UTC') COMMENT 'When it was created',
    started_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was started; null before',
    planned_end Nullable(DateTime64(3, 'UTC')) COMMENT 'When it ends by itself; null if it does not',
    completed_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was completed; null before',
    winner_variant_id Nullable(String) COMMENT 'The winner that somebody declared; null while there is none',
    ver UInt64 COMMENT 'The revision: the highest wins'
)
ENGINE = ReplacingMergeTree(ver)
ORDER BY (workspace_id, experiment_id);

CREATE OR REPLACE VIEW splitstream.v_experiments
(
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    name String COMMENT 'What people call it',
    status LowCardinality(String) COMMENT 'draft, running, paused, completed or archived',
    version UInt32 COMMENT 'The definition version',
    target_metric LowCardinality(String) COMMENT 'The primary metric',
    variants UInt64 COMMENT 'How many variants it has; v_variants names them',
    created_at DateTime64(3, 'UTC') COMMENT 'When it was created',
    started_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was started; null before',
    planned_end Nullable(DateTime64(3, 'UTC')) COMMENT 'When it ends by itself; null if it does not',
    completed_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was completed; null before',
    winner_variant_id Nullable(String) COMMENT 'The winner that somebody declared; null while there is none'
)
AS SELECT
    workspace_id,
    experiment_id,
    name,
    status,
    version,
    target_metric,
    length(variant_ids) AS variants,
    created_at,
    started_at,
    planned_end,
    completed_at,
    winner_variant_id
FROM splitstream.experiments FINAL;

CREATE OR REPLACE VIEW splitstream.v_variants
(
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    experiment_name String COMMENT 'What people call the experiment',
    variant_id String COMMENT 'The variant',
    variant_name String COMMENT 'What people call the variant',
    is_control Bool COMMENT 'Whether the others are compared with it',
    weight Float64 COMMENT 'Its share of new users, 0 to 1'
)
AS SELECT
    workspace_id,
    experiment_id,
    name AS experiment_name,
    variant_id,
    variant_name,
    toBool(variant_id = control_id) AS is_control,
    weight
FROM splitstream.experiments FINAL
ARRAY JOIN variant_ids AS variant_id, variant_names AS variant_name, variant_weights AS weight;

-- Views for analysts. Their names, columns and meanings stay; columns may be added.
CREATE OR REPLACE VIEW splitstream.v_first_exposure
(
    workspace_id String COMMENT 'Whose data it is',
    experiment_id String COMMENT 'The experiment',
    user_id String COMMENT 'The unit of the experiment',
    variant_id String COMMENT 'The variant of the counted event with the least timestamp; of two at one time the lesser id',
    first_seen_at DateTime64(3, 'UTC') COMMENT 'The least timestamp of the user''s counted events',
    last_seen_at DateTime64(3, 'UTC') COMMENT 'The greatest',
    events UInt64 COMMENT 'The user''s counted events: late ones are not',
    is_crossover Bool COMMENT 'Whether the user was seen in two variants or more, and so belongs to none'
)
AS SELECT
    workspace_id,
    experiment_id,
    user_id,
    argMin(e.variant_id, (timestamp, e.variant_id)) AS variant_id,
    min(timestamp) AS first_seen_at,
    max(timestamp) AS last_seen_at,
    count() AS events,
    min(e.variant_id) != max(e.variant_id) AS is_crossover
FROM splitstream.v_events AS e
WHERE NOT late
GROUP BY workspace_id, experiment_id, user_id;

CREATE OR REPLACE VIEW splitstream.v_sessions
(
    workspace_id String COMMENT 'Whose data it is',
    experiment_id String COMMENT 'The experiment',
    user_id String COMMENT 'The unit of the experiment',
    session UInt32 COMMENT 'Counts the user''s sessions in the experiment, from 1',
    started_at DateTime64(3, 'UTC') COMMENT 'The session''s least timestamp',
    ended_at DateTime64(3, 'UTC') COMMENT 'The session''s greatest timestamp',
    events UInt64 COMMENT 'Counted events in it; over 30 minutes without one part two sessions',
    impressions UInt64 COMMENT 'Those of them that are impressions',
    is_bounce Bool COMMENT 'Whether its only event is one impression'
)
AS SELECT
    workspace_id,
    experiment_id,
    user_id,
    session,
    fromUnixTimestamp64Milli(bitShiftRight(moments[1], 1), 'UTC') AS started_at,
    fromUnixTimestamp64Milli(bitShiftRight(moments[-1], 1), 'UTC') AS ended_at,
    length(moments) AS events,
    arrayCount(moment -> moment % 2 = 1, moments) AS impressions,
    length(moments) = 1 AND moments[1] % 2 = 1 AS is_bounce
FROM
(
    -- The times of a user's events, doubled, and odd for an impression.
    SELECT
        workspace_id,
        experiment_id,
        user_id,
        arraySort(groupArray(toUnixTimestamp64Milli(timestamp) * 2 + (event_type = 'impression'))) AS all_moments,
        arraySplit(
            (moment, before) -> bitShiftRight(moment, 1) - bitShiftRight(before, 1) > 1800000,
            all_moments,
            arraySlice(arrayPushFront(all_moments, all_moments[1]), 1, length(all_moments))) AS sessions
    FROM splitstream.v_events
    WHERE NOT late
    GROUP BY workspace_id, experiment_id, user_id
)
ARRAY JOIN sessions AS moments, arrayEnumerate(sessions) AS session;

CREATE OR REPLACE VIEW splitstream.v_variant_metrics
(
    experiment_id String COMMENT 'The experiment',
    variant_id String COMMENT 'The variant',
    version UInt32 COMMENT 'The definition version that the figures are a projection of: the newest that all users are counted under',
    generation UInt32 COMMENT '0, or the number of the rebuild that readers see',
    row_complete_until DateTime64(3, 'UTC') COMMENT 'Log time of the newest row; pipeline_progress says how far a quiet experiment is complete',
    users UInt64 COMMENT 'Users seen in this variant only',
    exposed UInt64 COMMENT 'Users whose first variant this is, crossovers included',
    impressions Int128 COMMENT 'Events of type impression',
    clicks Int128 COMMENT 'Events of type click',
    conversions Int128 COMMENT 'Events of type conversion',
    converters Int128 COMMENT 'Users with a conversion',
    ratings Int128 COMMENT 'Events of type rating',
    rating_sum Decimal(38, 4) COMMENT 'Sum of the ratings'' values',
    orders Int128 COMMENT 'Conversions with a value',
    revenue Decimal(38, 4) COMMENT 'Sum of the conversions'' values',
    sessions Int128 COMMENT 'Sessions, open ones included',
    bounces Int128 COMMENT 'Sessions whose only event is one impression',
    conversion_rate Nullable(Float64) COMMENT 'conversions / impressions; null without impressions',
    click_rate Nullable(Float64) COMMENT 'clicks / impressions; null without impressions',
    avg_rating Nullable(Float64) COMMENT 'rating_sum / ratings; null without ratings',
    revenue_per_user Nullable(Float64) COMMENT 'revenue / users; null without users',
    workspace_id String COMMENT 'Whose experiment it is; empty in the first seconds after its creation'
)
AS SELECT counted.*, names.workspace_id AS workspace_id
FROM
(
SELECT
    experiment_id,
    variant_id,
    any(s.version) AS version,
    any(s.generation) AS generation,
    max(complete_until) AS row_complete_until,
    sum(cell_users) AS users,
    sum(cell_exposed) AS exposed,
    sum(cell_sums[1]) AS impressions,
    sum(cell_sums[2]) AS clicks,
    sum(cell_sums[3]) AS conversions,
    sum(cell_sums[4]) AS converters,
    sum(cell_sums[5]) AS ratings,
    reinterpret(sum(cell_sums[6]), 'Decimal(38, 4)') AS rating_sum,
    sum(cell_sums[7]) AS orders,
    reinterpret(sum(cell_sums[8]), 'Decimal(38, 4)') AS revenue,
    sum(cell_sums[9]) AS sessions,
    sum(cell_sums[10]) AS bounces,
    conversions / nullIf(impressions, 0) AS conversion_rate,
    clicks / nullIf(impressions, 0) AS click_rate,
    toFloat64(rating_sum) / nullIf(ratings, 0) AS avg_rating,
    toFloat64(revenue) / nullIf(users, 0) AS revenue_per_user
FROM splitstream.experiment_statistics AS s FINAL
ARRAY JOIN variant_ids AS variant_id, s.users AS cell_users, s.exposed AS cell_exposed, s.sums AS cell_sums
WHERE (experiment_id, s.generation, s.version) IN
(
    -- The newest version that has all of its rows; of versions that older releases wrote, none may: then the newest.
    SELECT experiment_id, generation, argMax(candidate, (buckets = 16, candidate))
    FROM
    (
        SELECT experiment_id, generation, version AS candidate, uniqExact(bucket) AS buckets
        FROM splitstream.experiment_statistics
        LEFT JOIN
        (
            SELECT experiment_id, generation AS active FROM splitstream.experiment_generations FINAL
        ) AS seen USING (experiment_id)
        WHERE generation = active
        GROUP BY experiment_id, generation, version
    )
    GROUP BY experiment_id, generation
)
GROUP BY experiment_id, variant_id
) AS counted
LEFT JOIN (SELECT experiment_id, workspace_id FROM splitstream.experiments FINAL) AS names USING (experiment_id);

CREATE OR REPLACE VIEW splitstream.v_funnel
(
    experiment_id String COMMENT 'The experiment',
    variant_id String COMMENT 'The variant',
    impressions Int128 COMMENT 'Events of type impression',
    clicks Int128 COMMENT 'Events of type click',
    conversions Int128 COMMENT 'Events of type conversion',
    impression_to_click Nullable(Float64) COMMENT 'clicks / impressions; null without impressions',
    click_to_conversion Nullable(Float64) COMMENT 'conversions / clicks; null without clicks',
    impression_to_conversion Nullable(Float64) COMMENT 'conversions / impressions; null without impressions',
    workspace_id String COMMENT 'Whose experiment it is; empty in the first seconds after its creation'
)
AS SELECT
    experiment_id,
    variant_id,
    impressions,
    clicks,
    conversions,
    clicks / nullIf(impressions, 0) AS impression_to_click,
    conversions / nullIf(clicks, 0) AS click_to_conversion,
    conversions / nullIf(impressions, 0) AS impression_to_conversion,
    workspace_id
FROM splitstream.v_variant_metrics;

CREATE OR REPLACE VIEW splitstream.v_metric_daily
(
    workspace_id String COMMENT 'Whose data it is',
    experiment_id String COMMENT 'The experiment',
    variant_id String COMMENT 'The variant that the user belongs to; crossovers are left out',
    day Date COMMENT 'The day of the events'' timestamps, in UTC',
    users UInt64 COMMENT 'Users with a counted event on that day',
    impressions UInt64 COMMENT 'Events of type impression',
    clicks UInt64 COMMENT 'Events of type click',
    conversions UInt64 COMMENT 'Events of type conversion',
    ratings UInt64 COMMENT 'Events of type rating',
    rating_sum Decimal(38, 4) COMMENT 'Sum of the ratings'' values',
    revenue Decimal(38, 4) COMMENT 'Sum of the conversions'' values'
)
AS SELECT
    e.workspace_id AS workspace_id,
    e.experiment_id AS experiment_id,
    e.variant_id AS variant_id,
    toDate(timestamp, 'UTC') AS day,
    uniqExact(e.user_id) AS users,
    countIf(event_type = 'impression') AS impressions,
    countIf(event_type = 'click') AS clicks,
    countIf(event_type = 'conversion') AS conversions,
    countIf(event_type = 'rating') AS ratings,
    ifNull(sumIf(event_value, event_type = 'rating'), 0) AS rating_sum,
    ifNull(sumIf(event_value, event_type = 'conversion'), 0) AS revenue
FROM splitstream.v_events AS e
INNER JOIN splitstream.v_first_exposure AS first
    ON first.workspace_id = e.workspace_id AND first.experiment_id = e.experiment_id AND first.user_id = e.user_id
WHERE NOT late AND NOT first.is_crossover
GROUP BY workspace_id, experiment_id, variant_id, day;
-- How far each job's rows are complete. An epoch counts once all of its subtasks have written, and reaches as far as the
-- slowest of them; but no further than what any later epoch announced, whose rows replace its own.
CREATE OR REPLACE VIEW splitstream.v_progress
(
    job String COMMENT 'experiment-metrics, event-archive or session-insights',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which all of the job''s rows are stored'
)
AS SELECT job, max(least(epoch_complete_until, ifNull(later_holds_until, epoch_complete_until))) AS complete_until
FROM
(
    SELECT
        job,
        is_whole,
        epoch_complete_until,
        min(epoch_holds_until) OVER
        (
            PARTITION BY job ORDER BY epoch DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS later_holds_until
    FROM
    (
        SELECT
            job,
            epoch,
            countIf(toUnixTimestamp64Milli(subtask_complete_until) > 0) = max(subtasks) AS is_whole,
            min(subtask_complete_until) AS epoch_complete_until,
            toNullable(min(subtask_holds_until)) AS epoch_holds_until
        FROM
        (
            SELECT
                job,
                epoch,
                subtask,
                max(parallelism) AS subtasks,
                max(complete_until) AS subtask_complete_until,
                max(holds_until) AS subtask_holds_until
            FROM splitstream.pipeline_progress
            GROUP BY job, epoch, subtask
        )
        GROUP BY job, epoch
    )
)
WHERE is_whole
GROUP BY job;

-- Tumbling windows of log time over the archive: events under the variant that they name, never taken back.
-- A window that is complete does not change any more.
CREATE OR REPLACE VIEW splitstream.v_windows_10s
(
    workspace_id String COMMENT 'Whose data it is',
    experiment_id String COMMENT 'The experiment',
    window_start DateTime('UTC') COMMENT 'Begin of the 10 seconds of log time',
    variant_id String COMMENT 'The variant that the events name',
    event_type String COMMENT 'Their type',
    events UInt64 COMMENT 'Counted events',
    valued UInt64 COMMENT 'Those of them that have a value',
    value Nullable(Decimal(38, 4)) COMMENT 'Sum of the values; null where none has one',
    complete Bool COMMENT 'Whether the window is over and all of it archived: then it does not change any more'
)
AS SELECT
    workspace_id,
    experiment_id,
    window_start,
    variant_id,
    event_type,
    count() AS events,
    count(event_value) AS valued,
    sum(event_value) AS value,
    window_start + INTERVAL 10 SECOND
        <= (SELECT max(complete_until) FROM splitstream.v_progress WHERE job = 'event-archive') AS complete
FROM
(
    SELECT
        workspace_id,
        experiment_id,
        toStartOfInterval(toDateTime(logged_at, 'UTC'), INTERVAL 10 SECOND) AS window_start,
        variant_id,
        event_type,
        event_value
    FROM splitstream.v_events
    WHERE NOT late
)
GROUP BY workspace_id, experiment_id, window_start, variant_id, event_type;

CREATE OR REPLACE VIEW splitstream.v_windows_1m
(
    workspace_id String COMMENT 'Whose data it is',
    experiment_id String COMMENT 'The experiment',
    window_start DateTime('UTC') COMMENT 'Begin of the minute of log time',
    variant_id String COMMENT 'The variant that the events name',
    event_type String COMMENT 'Their type',
    events UInt64 COMMENT 'Counted events',
    valued UInt64 COMMENT 'Those of them that have a value',
    value Nullable(Decimal(38, 4)) COMMENT 'Sum of the values; null where none has one',
    complete Bool COMMENT 'Whether the window is over and all of it archived: then it does not change any more'
)
AS SELECT
    workspace_id,
    experiment_id,
    toStartOfInterval(ten_seconds.window_start, INTERVAL 1 MINUTE) AS window_start,
    variant_id,
    event_type,
    sum(ten_seconds.events) AS events,
    sum(ten_seconds.valued) AS valued,
    sum(ten_seconds.value) AS value,
    window_start + INTERVAL 1 MINUTE
        <= (SELECT max(complete_until) FROM splitstream.v_progress WHERE job = 'event-archive') AS complete
FROM splitstream.v_windows_10s AS ten_seconds
GROUP BY workspace_id, experiment_id, window_start, variant_id, event_type;

CREATE OR REPLACE VIEW splitstream.v_windows_5m
(
    workspace_id String COMMENT 'Whose data it is',
    experiment_id String COMMENT 'The experiment',
    window_start DateTime('UTC') COMMENT 'Begin of the 5 minutes of log time',
    variant_id String COMMENT 'The variant that the events name',
    event_type String COMMENT 'Their type',
    events UInt64 COMMENT 'Counted events',
    valued UInt64 COMMENT 'Those of them that have a value',
    value Nullable(Decimal(38, 4)) COMMENT 'Sum of the values; null where none has one',
    complete Bool COMMENT 'Whether the window is over and all of it archived: then it does not change any more'
)
AS SELECT
    workspace_id,
    experiment_id,
    toStartOfInterval(minutes.window_start, INTERVAL 5 MINUTE) AS window_start,
    variant_id,
    event_type,
    sum(minutes.events) AS events,
    sum(minutes.valued) AS valued,
    sum(minutes.value) AS value,
    window_start + INTERVAL 5 MINUTE
        <= (SELECT max(complete_until) FROM splitstream.v_progress WHERE job = 'event-archive') AS complete
FROM splitstream.v_windows_1m AS minutes
GROUP BY workspace_id, experiment_id, window_start, variant_id, event_type;

CREATE OR REPLACE VIEW splitstream.v_windows_1h
(
    workspace_id String COMMENT 'Whose data it is',
    experiment_id String COMMENT 'The experiment',
    window_start DateTime('UTC') COMMENT 'Begin of the hour of log time',
    variant_id String COMMENT 'The variant that the events name',
    event_type String COMMENT 'Their type',
    events UInt64 COMMENT 'Counted events',
    valued UInt64 COMMENT 'Those of them that have a value',
    value Nullable(Decimal(38, 4)) COMMENT 'Sum of the values; null where none has one',
    complete Bool COMMENT 'Whether the window is over and all of it archived: then it does not change any more'
)
AS SELECT
    workspace_id,
    experiment_id,
    toStartOfInterval(minutes.window_start, INTERVAL 1 HOUR) AS window_start,
    variant_id,
    event_type,
    sum(minutes.events) AS events,
    sum(minutes.valued) AS valued,
    sum(minutes.value) AS value,
    window_start + INTERVAL 1 HOUR
        <= (SELECT max(complete_until) FROM splitstream.v_progress WHERE job = 'event-archive') AS complete
FROM splitstream.v_windows_1m AS minutes
GROUP BY workspace_id, experiment_id, window_start, variant_id, event_type;

-- What the API concludes from the statistics: absolute rows, written when a conclusion changes. Each is written twice,
-- at once: as the newest, which the next one replaces, and as that of its minute, which the last of the minute replaces.
-- An experiment's figures are in one row, so that those of one time never stand beside those of another.
CREATE TABLE IF NOT EXISTS splitstream.experiment_decisions
(
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    minute DateTime('UTC') COMMENT 'The begin of the minute of decided_at; 1970-01-01 in the row of the newest conclusion',
    version UInt32 COMMENT 'The definition version that the figures are a projection of',
    ver UInt128 COMMENT 'complete_until * 2^64 + decided_at, in milliseconds: the highest wins',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the figures hold every event',
    decided_at DateTime64(3, 'UTC') COMMENT 'The API''s clock when it concluded this',
    verdict LowCardinality(String) COMMENT 'LAUNCH, STOP, CONTINUE or INVESTIGATE',
    confidence LowCardinality(String) COMMENT 'high, medium or low',
    reasons Array(String) COMMENT 'Why, in sentences',
    alpha Float64 COMMENT 'The level that the experiment is decided at',
    users UInt64 COMMENT 'Users seen in events, crossovers included',
    crossovers UInt64 COMMENT 'Users seen in two variants or more',
    sample_ratio_p_value Float64 COMMENT 'Always valid: that users split as the weights say',
    sample_ratio_chi_square_p_value Float64 COMMENT 'The same for one look, by the newest allocation',
    control_id String COMMENT 'The control variant',
    variant_ids Array(String) COMMENT 'The variants, in the experiment''s order',
    exposed Array(UInt64) COMMENT 'Per variant: users whose first variant it is, crossovers included',
    expected Array(Float64) COMMENT 'Per variant: how many the weights make expect',
    scorecard Array(Tuple(
        metric String,
        role String,
        variant_id String,
        verdict Nullable(String),
        control_users UInt64,
        users UInt64,
        control_value Nullable(Float64),
        value Nullable(Float64),
        absolute_lift Nullable(Float64),
        relative_lift Nullable(Float64),
        effect_size Nullable(Float64),
        fixed_lower Nullable(Float64),
        fixed_upper Nullable(Float64),
        fixed_p_value Nullable(Float64),
        fixed_p_value_adjusted Nullable(Float64),
        sequential_lower Nullable(Float64),
        sequential_upper Nullable(Float64),
        sequential_p_value Nullable(Float64),
        sequential_p_value_adjusted Nullable(Float64),
        probability_better Nullable(Float64),
        expected_loss Nullable(Float64),
        is_open_ended Bool,
        reason Nullable(String))) COMMENT 'Per metric and test arm: the comparison with control',
    guardrails Array(Tuple(
        metric String,
        variant_id String,
        status String,
        is_violated Bool,
        control_value Nullable(Float64),
        value Nullable(Float64),
        threshold Nullable(Float64),
        p_value Nullable(Float64),
        units UInt64)) COMMENT 'Per guardrail and test arm: how it stands'
)
ENGINE = ReplacingMergeTree(ver)
ORDER BY (workspace_id, experiment_id, minute)
TTL minute + INTERVAL 400 DAY DELETE WHERE toUnixTimestamp(minute) > 0;

CREATE OR REPLACE VIEW splitstream.v_decisions
(
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    version UInt32 COMMENT 'The definition version that the figures are a projection of',
    verdict LowCardinality(String) COMMENT 'LAUNCH, STOP, CONTINUE or INVESTIGATE',
    confidence LowCardinality(String) COMMENT 'high, medium or low',
    reasons Array(String) COMMENT 'Why, in sentences',
    users UInt64 COMMENT 'Users seen in events, crossovers included',
    crossovers UInt64 COMMENT 'Users seen in two variants or more',
    sample_ratio_p_value Float64 COMMENT 'Always valid: that users split as the weights say',
    sample_ratio_mismatch Bool COMMENT 'Whether that is below 0.001',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the figures hold every event; they have not changed since',
    decided_at DateTime64(3, 'UTC') COMMENT 'When the API concluded this'
)
AS SELECT
    workspace_id,
    experiment_id,
    version,
    verdict,
    confidence,
    reasons,
    users,
    crossovers,
    sample_ratio_p_value,
    toBool(sample_ratio_p_value < 0.001) AS sample_ratio_mismatch,
    complete_until,
    decided_at
FROM splitstream.experiment_decisions AS d FINAL
WHERE toUnixTimestamp(minute) = 0;

CREATE OR REPLACE VIEW splitstream.v_decision_history
(
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    minute DateTime('UTC') COMMENT 'The minute; it has the last conclusion of that minute, and only minutes with a new one are there',
    version UInt32 COMMENT 'The definition version that the figures are a projection of',
    verdict LowCardinality(String) COMMENT 'LAUNCH, STOP, CONTINUE or INVESTIGATE',
    confidence LowCardinality(String) COMMENT 'high, medium or low',
    reasons Array(String) COMMENT 'Why, in sentences',
    users UInt64 COMMENT 'Users seen in events, crossovers included',
    crossovers UInt64 COMMENT 'Users seen in two variants or more',
    sample_ratio_p_value Float64 COMMENT 'Always valid: that users split as the weights say',
    sample_ratio_mismatch Bool COMMENT 'Whether that is below 0.001',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the figures hold every event',
    decided_at DateTime64(3, 'UTC') COMMENT 'When the API concluded this'
)
AS SELECT
    workspace_id,
    experiment_id,
    minute,
    version,
    verdict,
    confidence,
    reasons,
    users,
    crossovers,
    sample_ratio_p_value,
    toBool(sample_ratio_p_value < 0.001) AS sample_ratio_mismatch,
    complete_until,
    decided_at
FROM splitstream.experiment_decisions AS d FINAL
WHERE toUnixTimestamp(minute) > 0;

CREATE OR REPLACE VIEW splitstream.v_scorecard_latest
(
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    version UInt32 COMMENT 'The definition version that the figures are a projection of',
    metric String COMMENT 'The metric',
    role LowCardinality(String) COMMENT 'primary, guardrail or secondary',
    variant_id String COMMENT 'The test arm',
    control_id String COMMENT 'The variant that it is compared with',
    verdict Nullable(String) COMMENT 'What to do with the arm: LAUNCH, STOP, CONTINUE or INVESTIGATE; of the primary metric alone',
    control_users UInt64 COMMENT 'The control''s users',
    users UInt64 COMMENT 'The arm''s users',
    control_value Nullable(Float64) COMMENT 'The control''s value; null if it has none',
    value Nullable(Float64) COMMENT 'The arm''s value; null if it has none',
    absolute_lift Nullable(Float64) COMMENT 'value - control_value, whichever way is better',
    relative_lift Nullable(Float64) COMMENT 'absolute_lift / abs(control_value); null over 0',
    effect_size Nullable(Float64) COMMENT 'Cohen''s h of shares, else the lift over the pooled standard deviation',
    fixed_lower Nullable(Float64) COMMENT 'Of the lift, for one look at a time fixed beforehand: the 95 % interval',
    fixed_upper Nullable(Float64) COMMENT 'The interval''s upper end',
    fixed_p_value Nullable(Float64) COMMENT 'Two-sided, for one look',
    fixed_p_value_adjusted Nullable(Float64) COMMENT 'The same after Holm, over all test arms',
    sequential_lower Nullable(Float64) COMMENT 'Of the lift, for looking at any time: the confidence sequence at the experiment''s level',
    sequential_upper Nullable(Float64) COMMENT 'The sequence''s upper end',
    sequential_p_value Nullable(Float64) COMMENT 'Two-sided, always valid; null before the burn-in',
    sequential_p_value_adjusted Nullable(Float64) COMMENT 'The same after Holm, over all test arms',
    is_significant Bool COMMENT 'Whether the always valid, adjusted p-value is below the experiment''s level',
    probability_better Nullable(Float64) COMMENT 'The probability that the arm is better, in the metric''s direction',
    expected_loss Nullable(Float64) COMMENT 'What shipping the arm is expected to cost, in the metric''s unit',
    is_open_ended Bool COMMENT 'Whether users enter before their time is over: then the sequence''s guarantee is not claimed',
    reason Nullable(String) COMMENT 'Why a method says nothing; null if all speak',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the figures hold every event; they have not changed since',
    decided_at DateTime64(3, 'UTC') COMMENT 'When the API concluded this'
)
AS SELECT
    workspace_id,
    experiment_id,
    version,
    row.metric AS metric,
    row.role AS role,
    row.variant_id AS variant_id,
    control_id,
    row.verdict AS verdict,
    row.control_users AS control_users,
    row.users AS users,
    row.control_value AS control_value,
    row.value AS value,
    row.absolute_lift AS absolute_lift,
    row.relative_lift AS relative_lift,
    row.effect_size AS effect_size,
    row.fixed_lower AS fixed_lower,
    row.fixed_upper AS fixed_upper,
    row.fixed_p_value AS fixed_p_value,
    row.fixed_p_value_adjusted AS fixed_p_value_adjusted,
    row.sequential_lower AS sequential_lower,
    row.sequential_upper AS sequential_upper,
    row.sequential_p_value AS sequential_p_value,
    row.sequential_p_value_adjusted AS sequential_p_value_adjusted,
    toBool(ifNull(row.sequential_p_value_adjusted < alpha, false)) AS is_significant,
    row.probability_better AS probability_better,
    row.expected_loss AS expected_loss,
    row.is_open_ended AS is_open_ended,
    row.reason AS reason,
    complete_until,
    decided_at
FROM splitstream.experiment_decisions AS d FINAL
ARRAY JOIN scorecard AS row
WHERE toUnixTimestamp(minute) = 0;

CREATE OR REPLACE VIEW splitstream.v_scorecard_history
(
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    minute DateTime('UTC') COMMENT 'The minute; it has the last conclusion of that minute, and only minutes with a new one are there',
    version UInt32 COMMENT 'The definition version that the figures are a projection of',
    metric String COMMENT 'The metric',
    role LowCardinality(String) COMMENT 'primary, guardrail or secondary',
    variant_id String COMMENT 'The test arm',
    control_id String COMMENT 'The variant that it is compared with',
    verdict Nullable(String) COMMENT 'What to do with the arm: LAUNCH, STOP, CONTINUE or INVESTIGATE; of the primary metric alone',
    control_users UInt64 COMMENT 'The control''s users',
    users UInt64 COMMENT 'The arm''s users',
    control_value Nullable(Float64) COMMENT 'The control''s value; null if it has none',
    value Nullable(Float64) COMMENT 'The arm''s value; null if it has none',
    absolute_lift Nullable(Float64) COMMENT 'value - control_value, whichever way is better',
    relative_lift Nullable(Float64) COMMENT 'absolute_lift / abs(control_value); null over 0',
    effect_size Nullable(Float64) COMMENT 'Cohen''s h of shares, else the lift over the pooled standard deviation',
    fixed_lower Nullable(Float64) COMMENT 'Of the lift, for one look at a time fixed beforehand: the 95 % interval',
    fixed_upper Nullable(Float64) COMMENT 'The interval''s upper end',
    fixed_p_value Nullable(Float64) COMMENT 'Two-sided, for one look',
    fixed_p_value_adjusted Nullable(Float64) COMMENT 'The same after Holm, over all test arms',
    sequential_lower Nullable(Float64) COMMENT 'Of the lift, for looking at any time: the confidence sequence at the experiment''s level',
    sequential_upper Nullable(Float64) COMMENT 'The sequence''s upper end',
    sequential_p_value Nullable(Float64) COMMENT 'Two-sided, always valid; null before the burn-in',
    sequential_p_value_adjusted Nullable(Float64) COMMENT 'The same after Holm, over all test arms',
    is_significant Bool COMMENT 'Whether the always valid, adjusted p-value is below the experiment''s level',
    probability_better Nullable(Float64) COMMENT 'The probability that the arm is better, in the metric''s direction',
    expected_loss Nullable(Float64) COMMENT 'What shipping the arm is expected to cost, in the metric''s unit',
    is_open_ended Bool COMMENT 'Whether users enter before their time is over: then the sequence''s guarantee is not claimed',
    reason Nullable(String) COMMENT 'Why a method says nothing; null if all speak',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the figures hold every event',
    decided_at DateTime64(3, 'UTC') COMMENT 'When the API concluded this'
)
AS SELECT
    workspace_id,
    experiment_id,
    minute,
    version,
    row.metric AS metric,
    row.role AS role,
    row.variant_id AS variant_id,
    control_id,
    row.verdict AS verdict,
    row.control_users AS control_users,
    row.users AS users,
    row.control_value AS control_value,
    row.value AS value,
    row.absolute_lift AS absolute_lift,
    row.relative_lift AS relative_lift,
    row.effect_size AS effect_size,
    row.fixed_lower AS fixed_lower,
    row.fixed_upper AS fixed_upper,
    row.fixed_p_value AS fixed_p_value,
    row.fixed_p_value_adjusted AS fixed_p_value_adjusted,
    row.sequential_lower AS sequential_lower,
    row.sequential_upper AS sequential_upper,
    row.sequential_p_value AS sequential_p_value,
    row.sequential_p_value_adjusted AS sequential_p_value_adjusted,
    toBool(ifNull(row.sequential_p_value_adjusted < alpha, false)) AS is_significant,
    row.probability_better AS probability_better,
    row.expected_loss AS expected_loss,
    row.is_open_ended AS is_open_ended,
    row.reason AS reason,
    complete_until,
    decided_at
FROM splitstream.experiment_decisions AS d FINAL
ARRAY JOIN scorecard AS row
WHERE toUnixTimestamp(minute) > 0;

CREATE OR REPLACE VIEW splitstream.v_guardrail_history
(
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    minute DateTime('UTC') COMMENT 'The minute; it has the last conclusion of that minute, and only minutes with a new one are there',
    metric String COMMENT 'The guardrail''s metric',
    variant_id String COMMENT 'The test arm',
    status LowCardinality(String) COMMENT 'Of a threshold crossed or within; of a margin harmed, safe or inconclusive',
    is_violated Bool COMMENT 'Whether it is crossed or harmed',
    control_value Nullable(Float64) COMMENT 'The control''s value; null if it has none',
    value Nullable(Float64) COMMENT 'The arm''s value; null if it has none',
    threshold Nullable(Float64) COMMENT 'The value not to be crossed; without a fixed one the margin''s value',
    p_value Nullable(Float64) COMMENT 'Of a margin: always valid, against the arm not being harmed; null before the burn-in',
    units UInt64 COMMENT 'What the arm''s value is made of: users, or the total of a ratio''s denominator',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the figures hold every event',
    decided_at DateTime64(3, 'UTC') COMMENT 'When the API concluded this'
)
AS SELECT
    workspace_id,
    experiment_id,
    minute,
    row.metric AS metric,
    row.variant_id AS variant_id,
    row.status AS status,
    row.is_violated AS is_violated,
    row.control_value AS control_value,
    row.value AS value,
    row.threshold AS threshold,
    row.p_value AS p_value,
    row.units AS units,
    complete_until,
    decided_at
FROM splitstream.experiment_decisions AS d FINAL
ARRAY JOIN guardrails AS row
WHERE toUnixTimestamp(minute) > 0;

CREATE OR REPLACE VIEW splitstream.v_srm
(
    workspace_id LowCardinality(String) COMMENT 'Whose experiment it is',
    experiment_id String COMMENT 'The experiment',
    variant_id String COMMENT 'The variant',
    exposed UInt64 COMMENT 'Users whose first variant it is, crossovers included',
    expected Float64 COMMENT 'How many of all of them the weights make expect',
    share Nullable(Float64) COMMENT 'exposed over those of all variants; null without users',
    expected_share Nullable(Float64) COMMENT 'expected over those of all variants; null without users',
    p_value Float64 COMMENT 'Of the whole experiment, always valid: that users split as the weights say',
    chi_square_p_value Float64 COMMENT 'The same for one look, by the newest allocation',
    is_mismatch Bool COMMENT 'Whether p_value is below 0.001',
    crossovers UInt64 COMMENT 'Users of the experiment seen in two variants or more',
    complete_until DateTime64(3, 'UTC') COMMENT 'Log time up to which the figures hold every event; they have not changed since',
    decided_at DateTime64(3, 'UTC') COMMENT 'When the API concluded this'
)
AS SELECT
    workspace_id,
    experiment_id,
    variant_id,
    exposed_users AS exposed,
    expected_users AS expected,
    exposed_users / nullIf(arraySum(d.exposed), 0) AS share,
    expected_users / nullIf(arraySum(d.expected), 0) AS expected_share,
    sample_ratio_p_value AS p_value,
    sample_ratio_chi_square_p_value AS chi_square_p_value,
    toBool(sample_ratio_p_value < 0.001) AS is_mismatch,
    crossovers,
    complete_until,
    decided_at
FROM splitstream.experiment_decisions AS d FINAL
ARRAY JOIN variant_ids AS variant_id, d.exposed AS exposed_users, d.expected AS expected_users
WHERE toUnixTimestamp(minute) = 0;
