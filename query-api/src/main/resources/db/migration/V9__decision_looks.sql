-- When conclusions on an experiment were last looked at for analysts, and at which revision.
CREATE TABLE decision_looks
(
    experiment_id text PRIMARY KEY REFERENCES experiments (id),
    revision bigint NOT NULL,
    looked_at timestamptz NOT NULL
);

CREATE INDEX decision_looks_by_time ON decision_looks (looked_at);
