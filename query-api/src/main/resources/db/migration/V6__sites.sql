-- Keys for programs, by their SHA-256.
CREATE TABLE api_keys
(
    hash text PRIMARY KEY,
    id text NOT NULL UNIQUE,
    workspace_id text NOT NULL,
    label text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);

CREATE INDEX api_keys_of_workspace ON api_keys (workspace_id, created_at);

-- What was given and spent; the balance is the sum.
CREATE TABLE credit_entries
(
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workspace_id text NOT NULL,
    amount integer NOT NULL,
    reason text NOT NULL CHECK (reason IN ('grant', 'create', 'generate', 'returned')),
    subject text,
    created_at timestamptz NOT NULL
);

CREATE INDEX credit_entries_of_workspace ON credit_entries (workspace_id, id DESC);
CREATE UNIQUE INDEX credit_grants_once ON credit_entries (workspace_id, subject) WHERE reason = 'grant';

CREATE TABLE sites
(
    id text PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    workspace_id text NOT NULL,
    public_key text NOT NULL UNIQUE,
    -- Of what browsers are told: grows with the site and with its experiments.
    revision bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    document jsonb NOT NULL
);

CREATE INDEX sites_of_workspace ON sites (workspace_id, position DESC);

-- What experiments are on their sites.
CREATE TABLE site_experiments
(
    experiment_id text PRIMARY KEY REFERENCES experiments (id),
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    workspace_id text NOT NULL,
    site_id text NOT NULL REFERENCES sites (id),
    -- Characters of the changes of the page.
    length integer NOT NULL,
    document jsonb NOT NULL
);

CREATE INDEX site_experiments_of_workspace ON site_experiments (workspace_id, position DESC);
CREATE INDEX site_experiments_of_site ON site_experiments (site_id, position DESC);
