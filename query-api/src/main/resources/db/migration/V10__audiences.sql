-- Whom experiments are for, by rules over the attributes given to assign.
CREATE TABLE audiences
(
    id text PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    workspace_id text NOT NULL,
    revision bigint NOT NULL,
    -- Name, description, rules.
    document jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    -- Gone from every list; experiments that were for it keep it.
    removed_at timestamptz
);

CREATE INDEX audiences_of_workspace ON audiences (workspace_id, position);

-- As in the document; null for everybody.
ALTER TABLE experiments ADD COLUMN audience_id text REFERENCES audiences (id);

CREATE INDEX experiments_of_audience ON experiments (audience_id) WHERE audience_id IS NOT NULL;
