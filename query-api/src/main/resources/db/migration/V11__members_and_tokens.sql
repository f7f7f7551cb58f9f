-- Whom tokens may be issued to.
CREATE TABLE members
(
    workspace_id text NOT NULL,
    subject text NOT NULL,
    role text NOT NULL CHECK (role IN ('admin', 'crew', 'guest')),
    name text NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, subject)
);

-- Tokens that were issued here, by their SHA-256.
CREATE TABLE tokens
(
    id text PRIMARY KEY,
    workspace_id text NOT NULL,
    subject text NOT NULL,
    role text NOT NULL CHECK (role IN ('admin', 'crew', 'guest')),
    label text NOT NULL,
    issued_by text NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    hash text NOT NULL UNIQUE
);

CREATE INDEX tokens_of_workspace ON tokens (workspace_id, issued_at DESC);
CREATE INDEX tokens_revoked ON tokens (expires_at) WHERE revoked_at IS NOT NULL;
