DROP TABLE idempotency_keys;

-- Answers to requests that carried an Idempotency-Key, kept in the transaction of what they answer.
CREATE TABLE kept_answers
(
    workspace_id text NOT NULL,
    caller text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    status integer NOT NULL,
    -- As it was sent, to the byte.
    body text NOT NULL,
    headers jsonb NOT NULL,
    -- Experiments that have to be announced before the answer is given.
    announced jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, caller, key)
);

CREATE INDEX kept_answers_by_age ON kept_answers (created_at);
