CREATE TABLE experiments
(
    id text PRIMARY KEY,
    -- Lists go by it, so that paging is stable while experiments are added.
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    workspace_id text NOT NULL,
    revision bigint NOT NULL,
    version integer NOT NULL,
    status text NOT NULL CHECK (status IN ('draft', 'running', 'paused', 'completed', 'archived')),
    -- Index of the allocation in force; -1 until started.
    weight_epoch integer NOT NULL,
    -- When it completes by itself.
    ends_at timestamptz,
    -- A transition whose caller was told to ask again.
    unanswered text,
    -- Description, design and course.
    document jsonb NOT NULL
);

CREATE INDEX experiments_of_workspace ON experiments (workspace_id, position);
CREATE INDEX experiments_to_end ON experiments (ends_at) WHERE status IN ('running', 'paused');

CREATE TABLE weight_epochs
(
    experiment_id text NOT NULL REFERENCES experiments (id),
    index integer NOT NULL,
    opened_at timestamptz NOT NULL,
    weights jsonb NOT NULL,
    PRIMARY KEY (experiment_id, index)
);

CREATE TABLE assignments
(
    experiment_id text NOT NULL REFERENCES experiments (id),
    user_id text NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    variant_id text NOT NULL,
    weight_epoch integer NOT NULL,
    assigned_at timestamptz NOT NULL,
    attributes jsonb NOT NULL,
    -- Whether the event log is known to hold it.
    logged boolean NOT NULL DEFAULT false,
    PRIMARY KEY (experiment_id, user_id)
) WITH (fillfactor = 90);

CREATE INDEX assignments_in_order ON assignments (experiment_id, position);
CREATE INDEX assignments_of_variant ON assignments (experiment_id, variant_id);
CREATE INDEX assignments_to_log ON assignments (assigned_at) WHERE NOT logged;

CREATE TABLE analyses
(
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    experiment_id text NOT NULL REFERENCES experiments (id),
    analyzed_at timestamptz NOT NULL,
    -- Text kept as it is: the answer, with its fields in their order.
    document json NOT NULL
);

CREATE INDEX analyses_of_experiment ON analyses (experiment_id, id DESC);

-- The one test of each experiment that is decided at its planned end.
CREATE TABLE planned_tests
(
    experiment_id text PRIMARY KEY REFERENCES experiments (id),
    document jsonb NOT NULL
);

-- States of experiments that the edge and the stream jobs have not been told of yet.
CREATE TABLE outbox
(
    experiment_id text NOT NULL,
    revision bigint NOT NULL,
    definition bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (experiment_id, revision)
);

CREATE TABLE idempotency_keys
(
    workspace_id text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    experiment_id text NOT NULL,
    document jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, key)
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- The layout that db-scheduler expects.
CREATE TABLE scheduled_tasks
(
    task_name text NOT NULL,
    task_instance text NOT NULL,
    task_data bytea,
    execution_time timestamptz NOT NULL,
    picked boolean NOT NULL,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint NOT NULL,
    priority smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
