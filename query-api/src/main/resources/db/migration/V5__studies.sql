CREATE TABLE studies
(
    id text PRIMARY KEY,
    -- Lists go by it, so that paging is stable while studies are added.
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    workspace_id text NOT NULL,
    revision bigint NOT NULL,
    created_at timestamptz NOT NULL,
    -- Title, variants, tasks, reminder, payout.
    document jsonb NOT NULL
);

CREATE INDEX studies_of_workspace ON studies (workspace_id, position);

CREATE TABLE study_rounds
(
    id text PRIMARY KEY,
    study_id text NOT NULL REFERENCES studies (id),
    number integer NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'paused', 'closed')),
    -- How many sessions were started in it.
    sessions integer NOT NULL,
    document jsonb NOT NULL,
    UNIQUE (study_id, number)
);

-- A study has one round at a time, whatever else goes wrong.
CREATE UNIQUE INDEX study_rounds_open ON study_rounds (study_id) WHERE status <> 'closed';

CREATE TABLE study_enrolments
(
    study_id text NOT NULL REFERENCES studies (id),
    tester_id text NOT NULL,
    variant text NOT NULL CHECK (variant IN ('A', 'B')),
    since timestamptz NOT NULL,
    PRIMARY KEY (study_id, tester_id)
);

CREATE TABLE study_sessions
(
    id text PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    workspace_id text NOT NULL,
    study_id text NOT NULL REFERENCES studies (id),
    -- Empty in a study without rounds.
    round_id text NOT NULL,
    tester_id text NOT NULL,
    variant text NOT NULL CHECK (variant IN ('A', 'B')),
    status text NOT NULL
        CHECK (status IN ('active', 'paused', 'completed', 'analyzing', 'analyzed', 'confirmed')),
    revision bigint NOT NULL,
    started_at timestamptz NOT NULL,
    last_active_at timestamptz NOT NULL,
    completed_at timestamptz,
    -- Pauses left out; whole seconds.
    duration_seconds bigint,
    -- Whether the collector still keeps it.
    collected boolean NOT NULL DEFAULT true,
    -- Pauses, the tester's address, the last analysis' error, the confirmation.
    document jsonb NOT NULL,
    UNIQUE (study_id, round_id, tester_id)
);

CREATE INDEX study_sessions_of_study ON study_sessions (study_id, position);
CREATE INDEX study_sessions_of_tester ON study_sessions (study_id, tester_id, position);
CREATE INDEX study_sessions_active ON study_sessions (id) WHERE status = 'active';
CREATE INDEX study_sessions_collected ON study_sessions (started_at) WHERE collected;

CREATE TABLE session_checklists
(
    session_id text NOT NULL REFERENCES study_sessions (id),
    task_id text NOT NULL,
    position integer NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    completed_at timestamptz,
    PRIMARY KEY (session_id, task_id)
);

CREATE TABLE session_notes
(
    id text PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    session_id text NOT NULL REFERENCES study_sessions (id),
    document jsonb NOT NULL
);

CREATE INDEX session_notes_of_session ON session_notes (session_id, position);

CREATE TABLE session_feedback
(
    session_id text PRIMARY KEY REFERENCES study_sessions (id),
    document jsonb NOT NULL
);

CREATE TABLE payouts
(
    id text PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    workspace_id text NOT NULL,
    study_id text NOT NULL REFERENCES studies (id),
    -- A session is paid once.
    session_id text NOT NULL UNIQUE REFERENCES study_sessions (id),
    status text NOT NULL CHECK (status IN ('queued', 'paid', 'failed')),
    attempts integer NOT NULL,
    document jsonb NOT NULL
);

CREATE INDEX payouts_of_study ON payouts (study_id, position);

-- Every state that a payout was ever in; rows are added and never changed.
CREATE TABLE payout_entries
(
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    payout_id text NOT NULL REFERENCES payouts (id),
    entered_at timestamptz NOT NULL DEFAULT now(),
    status text NOT NULL,
    attempts integer NOT NULL,
    reference text,
    error text
);

CREATE INDEX payout_entries_of_payout ON payout_entries (payout_id, id);

CREATE TABLE reminders
(
    id text PRIMARY KEY,
    workspace_id text NOT NULL,
    session_id text NOT NULL REFERENCES study_sessions (id),
    after_minutes integer NOT NULL,
    address text NOT NULL,
    study_title text NOT NULL,
    queued_at timestamptz NOT NULL,
    settled_at timestamptz,
    -- Why it never went out; empty if it did.
    error text,
    UNIQUE (session_id, after_minutes)
);

-- What the collector and the stream jobs have not been told yet, now of more than experiments; no bytes: to be forgotten.
ALTER TABLE outbox RENAME COLUMN experiment_id TO key;
ALTER TABLE outbox RENAME COLUMN definition TO state;
ALTER TABLE outbox ALTER COLUMN state DROP NOT NULL;
ALTER TABLE outbox ADD COLUMN topic text NOT NULL DEFAULT 'splitstream.experiments';
ALTER TABLE outbox ALTER COLUMN topic DROP DEFAULT;
ALTER TABLE outbox DROP CONSTRAINT outbox_pkey;
ALTER TABLE outbox ADD PRIMARY KEY (topic, key, revision);

-- Answers kept so far name experiments alone; they are announced by now.
UPDATE kept_answers SET announced = '[]';
