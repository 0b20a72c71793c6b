-- Messages that are stored with the change they report, and sent by the relay (outbox.py).
CREATE TABLE outbox (
    message_id uuid PRIMARY KEY,
    destination text NOT NULL,
    payload jsonb NOT NULL,
    traceparent text NOT NULL,
    baggage text NOT NULL,
    created_at timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    last_error text,
    sent_at timestamptz
);
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE sent_at IS NULL;
