-- One payment per checkout; money in minor units of its currency.
CREATE TABLE payments (
    checkout_id uuid PRIMARY KEY,
    fingerprint text NOT NULL,
    method text NOT NULL CHECK (method IN ('card', 'card_on_shipment', 'wallet')),
    token text,
    state text NOT NULL CHECK (state IN (
        'authorizing', 'action_required', 'authorized', 'declined', 'failed', 'capturing', 'captured',
        'partially_refunded', 'returning', 'voided', 'refunded')),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount bigint NOT NULL CHECK (amount > 0),
    captured bigint NOT NULL DEFAULT 0 CHECK (captured BETWEEN 0 AND amount),
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND captured),
    gateway_id text UNIQUE,
    action_url text,
    decline_code text,
    flag text,
    return_asked boolean NOT NULL DEFAULT false,
    first_sent_at timestamptz,
    unanswered integer NOT NULL DEFAULT 0 CHECK (unanswered >= 0),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    spent_keys integer NOT NULL DEFAULT 0 CHECK (spent_keys >= 0),
    look_asked boolean NOT NULL DEFAULT false,
    due_at timestamptz,
    traceparent text NOT NULL,
    baggage text NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CHECK ((due_at IS NOT NULL) OR (state NOT IN ('authorizing', 'capturing', 'returning')))
);
CREATE INDEX payments_due ON payments (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE refunds (
    refund_id uuid PRIMARY KEY,
    checkout_id uuid NOT NULL REFERENCES payments,
    amount bigint NOT NULL CHECK (amount > 0),
    -- the requested amount of a refund that was reduced to what was left
    requested bigint CHECK (requested > amount),
    state text NOT NULL CHECK (state IN ('refunding', 'pending', 'refunded', 'failed', 'withdrawn')),
    gateway_id text UNIQUE,
    position integer NOT NULL,
    UNIQUE (checkout_id, position)
);

-- The transaction that adds a refund locks the payment's row, so two of them cannot pass the sum together.
CREATE FUNCTION refunds_within_captured() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM refunds WHERE checkout_id = NEW.checkout_id
            AND state NOT IN ('failed', 'withdrawn'))
        > (SELECT captured FROM payments WHERE checkout_id = NEW.checkout_id) THEN
        RAISE check_violation USING MESSAGE = 'more would be refunded than was captured';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER refunds_within_captured AFTER INSERT OR UPDATE ON refunds
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refunds_within_captured();

-- The captures of a payment that is captured in parts, one a parcel; a final one of 0 releases what is left.
CREATE TABLE captures (
    capture_id uuid PRIMARY KEY,
    checkout_id uuid NOT NULL REFERENCES payments,
    amount bigint NOT NULL CHECK (amount >= 0),
    final boolean NOT NULL,
    state text NOT NULL CHECK (state IN ('capturing', 'captured', 'refused')),
    position integer NOT NULL,
    UNIQUE (checkout_id, position),
    CONSTRAINT only_the_last_is_of_nothing CHECK (amount > 0 OR final)
);

-- The transaction that adds a capture locks the payment's row, so two of them cannot pass the sum together.
CREATE FUNCTION captures_within_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM captures WHERE checkout_id = NEW.checkout_id AND state <> 'refused')
        > (SELECT amount FROM payments WHERE checkout_id = NEW.checkout_id) THEN
        RAISE check_violation USING MESSAGE = 'more would be captured than was authorized';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER captures_within_amount AFTER INSERT OR UPDATE ON captures
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION captures_within_amount();

-- A reversal that came before its payment: a late request to pay is refused.
CREATE TABLE tombstones (
    checkout_id uuid PRIMARY KEY,
    returned_at timestamptz NOT NULL
);

-- Webhook events, each once; applied_at is null while the payment of an event is not stored.
CREATE TABLE events (
    event_id text PRIMARY KEY,
    type text NOT NULL,
    checkout_id uuid,
    gateway_id text,
    received_at timestamptz NOT NULL,
    applied_at timestamptz
);
CREATE INDEX events_kept ON events (checkout_id) WHERE applied_at IS NULL;

-- Findings of the reconciliation: each once.
CREATE TABLE findings (
    checkout_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN (
        'capture-without-order', 'hold-without-order', 'capture-of-unpaid-order', 'order-without-capture',
        'amount-differs')),
    amount bigint NOT NULL,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    settlement text NOT NULL CHECK (settlement IN ('returned', 'captured', 'reported')),
    found_at timestamptz NOT NULL,
    PRIMARY KEY (checkout_id, kind)
);

-- Checkouts whose payment or order was busy when it was to be compared: the next reconciliation compares them.
-- times counts how often that was so; gateway_id is the intent, null where only the order was to be compared.
CREATE TABLE postponed_comparisons (
    checkout_id uuid PRIMARY KEY,
    gateway_id text,
    times integer NOT NULL DEFAULT 1 CHECK (times > 0),
    postponed_at timestamptz NOT NULL
);

-- The spans of time that were reconciled; ended_at is null while an instance is reconciling.
CREATE TABLE reconciliations (
    since timestamptz PRIMARY KEY,
    until timestamptz NOT NULL CHECK (until >= since),
    began_at timestamptz NOT NULL,
    ended_at timestamptz
);

-- What a checkout waits for by bank transfer; money in minor units of its currency.
CREATE TABLE expected_transfers (
    checkout_id uuid PRIMARY KEY,
    fingerprint text NOT NULL,
    reference text NOT NULL UNIQUE,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount bigint NOT NULL CHECK (amount > 0),
    due_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'paid', 'ended')),
    -- what refunds have taken off the amount before it had arrived
    reduced bigint NOT NULL DEFAULT 0 CHECK (reduced BETWEEN 0 AND amount),
    received bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND amount - reduced),
    -- what goes back of the received money, sent or not
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND received),
    -- who has bought on invoice, and how much they were allowed to owe at that moment; none in advance
    owed_by text,
    credit_limit bigint,
    expected_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT paid_means_the_whole_sum CHECK (
        CASE state WHEN 'open' THEN received + reduced < amount
                   WHEN 'paid' THEN received + reduced = amount ELSE true END
    ),
    CONSTRAINT only_what_is_owed_is_reduced CHECK (reduced = 0 OR owed_by IS NOT NULL),
    -- as long as something is missing, a refund is taken off it
    CONSTRAINT nothing_goes_back_while_some_is_missing CHECK (state <> 'open' OR refunded = 0),
    CONSTRAINT ended_means_all_goes_back CHECK (state <> 'ended' OR refunded = received),
    CONSTRAINT who_owes_has_a_limit CHECK (num_nonnulls(owed_by, credit_limit) IN (0, 2))
);

CREATE INDEX expected_transfers_owed ON expected_transfers (owed_by) WHERE owed_by IS NOT NULL AND state = 'open';

-- The bank's statement: each transfer once, by the bank's own id. claimed is what it paid of the expectation.
CREATE TABLE transfers (
    bank_id text PRIMARY KEY,
    reference text NOT NULL,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount bigint NOT NULL CHECK (amount > 0),
    booked_at timestamptz NOT NULL,
    checkout_id uuid REFERENCES expected_transfers,
    claimed bigint NOT NULL CHECK (claimed BETWEEN 0 AND amount),
    reported_at timestamptz NOT NULL,
    CONSTRAINT claimed_for_a_checkout CHECK (claimed = 0 OR checkout_id IS NOT NULL)
);

-- Money that goes back by transfer, of one transfer or of a checkout; sent_at is null while it is owed. A refund
-- of what is still owed is first taken off that (reduced): where nothing is left of it, there is nothing to send.
CREATE TABLE repayments (
    repayment_id uuid PRIMARY KEY,
    checkout_id uuid REFERENCES expected_transfers,
    bank_id text UNIQUE REFERENCES transfers,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount bigint NOT NULL CHECK (amount >= 0),
    reduced bigint NOT NULL DEFAULT 0 CHECK (reduced >= 0),
    reason text NOT NULL CHECK (reason IN (
        'refund', 'canceled', 'too-much', 'paid-already', 'too-late', 'unknown-reference',
        'other-currency')),
    owed_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT from_somewhere CHECK (num_nonnulls(checkout_id, bank_id) >= 1),
    CONSTRAINT of_something CHECK (amount + reduced > 0),
    CONSTRAINT only_a_refund_reduces CHECK (reduced = 0 OR reason = 'refund'),
    CONSTRAINT nothing_is_never_owed CHECK (amount > 0 OR sent_at IS NOT NULL)
);
CREATE INDEX repayments_owed ON repayments (owed_at) WHERE sent_at IS NULL;

-- The books: what customers owe the shop for orders on invoice, by currency.
CREATE VIEW receivables AS
SELECT currency,
       sum(amount) AS billed,
       sum(received) AS received,
       sum(reduced) AS reduced,
       sum(CASE state WHEN 'ended' THEN amount - reduced - received ELSE 0 END) AS canceled,
       sum(CASE state WHEN 'open' THEN amount - reduced - received ELSE 0 END) AS owed
FROM expected_transfers WHERE owed_by IS NOT NULL
GROUP BY currency;
