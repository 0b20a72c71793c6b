-- CloudEvents: source and id together identify an event.
CREATE TABLE events (
    source text NOT NULL,
    event_id text NOT NULL,
    type text NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (source, event_id)
);

CREATE TABLE mails (
    mail_id uuid PRIMARY KEY,
    order_number text NOT NULL,
    kind text NOT NULL CHECK (kind IN (
        'confirmation', 'cancellation', 'refund', 'refund-failure', 'shipment', 'address-change', 'return',
        'exchange', 'reduction', 'transfer', 'underpayment', 'lapse', 'invoice', 'receipt', 'reminder', 'bounce')),
    about text NOT NULL DEFAULT '',
    recipient text NOT NULL,
    message bytea,
    state text NOT NULL CHECK (state IN ('queued', 'sent', 'bounced', 'unconfirmed')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    tried_at timestamptz,
    next_attempt_at timestamptz,
    last_error text,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    -- whose codes its message has in their order: they are filled in when it is sent, and never stored
    gift_cards uuid[] NOT NULL DEFAULT '{}',
    asked_by text, -- the member of staff who asked for this copy
    erased_at timestamptz, -- when its recipient and its message were erased
    CONSTRAINT one_mail_a_kind UNIQUE (order_number, kind, about),
    CONSTRAINT queued_means_tried_again CHECK ((state = 'queued') = (next_attempt_at IS NOT NULL)),
    CONSTRAINT sent_has_a_time CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CONSTRAINT only_bounced_without_message CHECK (
        message IS NOT NULL OR state = 'bounced' OR erased_at IS NOT NULL),
    CONSTRAINT erased_mails_name_nobody CHECK (
        erased_at IS NULL OR (recipient = '' AND message IS NULL AND last_error IS NULL AND state <> 'queued'))
);
CREATE INDEX mails_due ON mails (next_attempt_at) WHERE state = 'queued';

-- Stored before the end mark of a message is sent, deleted when the server certainly did not accept it.
-- The rows that remain delivered the mail, or may have: two at most, so one duplicate at most.
CREATE TABLE handovers (
    mail_id uuid NOT NULL REFERENCES mails ON DELETE CASCADE,
    number integer NOT NULL CHECK (number BETWEEN 1 AND 2),
    began_at timestamptz NOT NULL,
    answered boolean NOT NULL DEFAULT false,
    PRIMARY KEY (mail_id, number)
);
