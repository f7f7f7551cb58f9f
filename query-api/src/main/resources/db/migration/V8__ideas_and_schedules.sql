CREATE TABLE ideas
(
    id text PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    workspace_id text NOT NULL,
    site_id text NOT NULL REFERENCES sites (id),
    status text NOT NULL CHECK (status IN ('new', 'approved', 'implemented', 'rejected', 'archived')),
    category text NOT NULL,
    title text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    document jsonb NOT NULL
);

CREATE INDEX ideas_of_workspace ON ideas (workspace_id, position DESC);
CREATE INDEX ideas_of_site ON ideas (site_id, position DESC);

-- Searches that are not over.
CREATE TABLE idea_runs
(
    id text PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now(),
    document jsonb NOT NULL
);

CREATE TABLE schedules
(
    id text PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    workspace_id text NOT NULL,
    site_id text NOT NULL REFERENCES sites (id),
    next_run_at timestamptz,
    last_run_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    document jsonb NOT NULL
);

CREATE INDEX schedules_of_workspace ON schedules (workspace_id, position DESC);
CREATE INDEX schedules_due ON schedules (next_run_at) WHERE next_run_at IS NOT NULL;

-- Whether somebody was told that the experiment was launched, and that it was completed.
ALTER TABLE site_experiments
    ADD COLUMN launch_told boolean NOT NULL DEFAULT false,
    ADD COLUMN completion_told boolean NOT NULL DEFAULT false;

CREATE INDEX site_experiments_to_tell ON site_experiments (position) WHERE NOT (launch_told AND completion_told);
