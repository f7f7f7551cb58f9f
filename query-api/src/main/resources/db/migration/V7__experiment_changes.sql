-- Who changed what, one row a revision. What was changed before there was this table is not in it.
CREATE TABLE experiment_changes
(
    experiment_id text NOT NULL REFERENCES experiments (id),
    revision bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    -- The subject of the caller's token.
    actor text NOT NULL,
    -- Whether the service did it by itself.
    automatic boolean NOT NULL,
    action text NOT NULL,
    -- [{field, before, after}], in words.
    fields jsonb NOT NULL,
    PRIMARY KEY (experiment_id, revision)
);
