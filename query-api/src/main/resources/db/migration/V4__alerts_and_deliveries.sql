-- Alerts, each once; those of the stream and changes of the recommendation.
CREATE TABLE alerts
(
    id text PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    workspace_id text NOT NULL,
    experiment_id text NOT NULL REFERENCES experiments (id),
    raised_at timestamptz NOT NULL,
    stored_at timestamptz NOT NULL,
    -- When the experiment was paused because of it.
    paused_at timestamptz,
    -- Whether everything was done about it.
    settled boolean NOT NULL DEFAULT false,
    document jsonb NOT NULL
);

CREATE INDEX alerts_of_workspace ON alerts (workspace_id, position DESC);
CREATE INDEX alerts_of_experiment ON alerts (experiment_id, position DESC);
CREATE INDEX alerts_to_settle ON alerts (position) WHERE NOT settled;

-- The last recommendation on each experiment, to notice when it becomes another.
CREATE TABLE verdicts
(
    experiment_id text PRIMARY KEY REFERENCES experiments (id),
    verdict text NOT NULL,
    changes bigint NOT NULL,
    looked_at timestamptz NOT NULL
);

-- Where messages go; each owner is a part of the product that fills its own.
CREATE TABLE channels
(
    id text PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    workspace_id text NOT NULL,
    owner text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('webhook', 'mail')),
    target text NOT NULL,
    secret text,
    topics text[] NOT NULL,
    created_at timestamptz NOT NULL,
    closed_because text
);

CREATE INDEX channels_of_owner ON channels (workspace_id, owner, position);

-- The queue and the log of messages. A message is queued once per channel, or per address without one.
CREATE TABLE deliveries
(
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id text NOT NULL,
    channel_id text REFERENCES channels (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('webhook', 'mail')),
    target text NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    response_status integer,
    reason text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz
);

CREATE UNIQUE INDEX deliveries_once ON deliveries (message_id, coalesce(channel_id, target));
CREATE INDEX deliveries_due ON deliveries (next_attempt_at) WHERE state = 'pending';
CREATE INDEX deliveries_of_channel ON deliveries (channel_id, id DESC);
CREATE INDEX deliveries_finished ON deliveries (finished_at) WHERE finished_at IS NOT NULL;
