CREATE TABLE checkouts (
    checkout_id uuid PRIMARY KEY,
    shopper text NOT NULL,
    idempotency_key text NOT NULL,
    request_hash text NOT NULL,
    cart_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'waiting', 'compensating', 'completed', 'refused')),
    step text NOT NULL,
    submission jsonb NOT NULL,
    results jsonb NOT NULL DEFAULT '{}',
    undo text[] NOT NULL DEFAULT '{}',
    refusal jsonb,
    owner bigint NOT NULL,
    fence integer NOT NULL DEFAULT 1,
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    in_doubt boolean NOT NULL DEFAULT false,
    next_attempt_at timestamptz,
    traceparent text NOT NULL,
    baggage text NOT NULL,
    created_at timestamptz NOT NULL,
    worked_on_since timestamptz NOT NULL,
    waits_until timestamptz,
    finished_at timestamptz,
    UNIQUE (shopper, idempotency_key),
    CHECK ((state IN ('completed', 'refused')) = (finished_at IS NOT NULL)),
    CHECK ((state IN ('compensating', 'refused')) = (refusal IS NOT NULL)),
    CHECK (state <> 'refused' OR undo = '{}'),
    CHECK ((state = 'waiting') = (waits_until IS NOT NULL))
);

-- A cart is bought once: a second submission waits for the first, or finds the cart bought.
CREATE UNIQUE INDEX checkouts_one_per_cart ON checkouts (cart_id)
    WHERE state IN ('running', 'waiting', 'completed');

CREATE INDEX checkouts_open ON checkouts (owner, next_attempt_at) WHERE finished_at IS NULL;
