-- Gift cards and store credit; money in minor units of their currency. A card has a code, of which only the
-- hash is stored; store credit has an owner in its place.
CREATE TABLE gift_cards (
    gift_card_id uuid PRIMARY KEY,
    code_hash text UNIQUE,
    customer_id text,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    issued bigint NOT NULL CHECK (issued > 0),
    balance bigint NOT NULL,
    issued_at timestamptz NOT NULL,
    -- it was paid back, or its order canceled: nothing is left of it, whatever comes back to it later
    voided_at timestamptz,
    CONSTRAINT void_means_empty CHECK (voided_at IS NULL OR balance = 0),
    CONSTRAINT balance_is_never_negative CHECK (balance BETWEEN 0 AND issued),
    CONSTRAINT a_code_or_an_owner CHECK (num_nonnulls(code_hash, customer_id) = 1)
);
CREATE INDEX store_credit_of_customer ON gift_cards (customer_id) WHERE customer_id IS NOT NULL;

-- The gift cards that orders have bought: each copy of a line is one. A void that came first is a tombstone: it
-- has no fingerprint.
CREATE TABLE gift_card_sales (
    checkout_id uuid PRIMARY KEY,
    fingerprint text,
    voided_at timestamptz,
    created_at timestamptz NOT NULL,
    CHECK (fingerprint IS NOT NULL OR voided_at IS NOT NULL)
);

CREATE TABLE sold_gift_cards (
    gift_card_id uuid PRIMARY KEY REFERENCES gift_cards,
    checkout_id uuid NOT NULL REFERENCES gift_card_sales,
    sku text NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    -- the refund that has taken it back, unspent
    taken_back_by uuid,
    UNIQUE (checkout_id, sku, number)
);

-- What a checkout has asked of them, once. A release that came first is a tombstone: it has no fingerprint.
CREATE TABLE gift_card_redemptions (
    checkout_id uuid PRIMARY KEY,
    fingerprint text,
    total bigint,
    currency text,
    released_at timestamptz,
    created_at timestamptz NOT NULL,
    CHECK (fingerprint IS NOT NULL OR released_at IS NOT NULL)
);

-- Every change of a balance, once for each reference: the gift card itself (issued), the checkout (redeemed, or
-- released after that), or the refund.
CREATE TABLE gift_card_movements (
    gift_card_id uuid NOT NULL REFERENCES gift_cards,
    kind text NOT NULL CHECK (kind IN ('issued', 'redeemed', 'released', 'refunded')),
    reference uuid NOT NULL,
    checkout_id uuid REFERENCES gift_card_redemptions,
    position integer NOT NULL DEFAULT 0,
    amount bigint NOT NULL CHECK (amount > 0),
    moved_at timestamptz NOT NULL,
    PRIMARY KEY (gift_card_id, kind, reference),
    CHECK ((kind = 'issued') = (checkout_id IS NULL))
);
CREATE INDEX gift_card_movements_of_checkout ON gift_card_movements (checkout_id);

-- The transaction that moves money locks the redemption's row, so two of them cannot pass the sum together.
CREATE FUNCTION back_within_redeemed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(CASE kind WHEN 'redeemed' THEN amount ELSE -amount END) FROM gift_card_movements
        WHERE checkout_id = NEW.checkout_id AND gift_card_id = NEW.gift_card_id) < 0 THEN
        RAISE check_violation USING MESSAGE = 'more would go back to a gift card than was redeemed';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER back_within_redeemed AFTER INSERT ON gift_card_movements
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind IN ('released', 'refunded'))
    EXECUTE FUNCTION back_within_redeemed();

-- The books: what the shop owes to holders of gift cards and store credit, by currency. Money becomes revenue
-- when it is redeemed, and not when a card is issued. A void card is owed to nobody.
CREATE VIEW gift_card_liability AS
SELECT currency,
       sum(amount) FILTER (WHERE kind = 'issued') AS issued,
       coalesce(sum(amount) FILTER (WHERE kind = 'redeemed'), 0) AS redeemed,
       coalesce(sum(amount) FILTER (WHERE kind IN ('released', 'refunded')), 0) AS back,
       coalesce(sum(CASE kind WHEN 'redeemed' THEN -amount ELSE amount END)
           FILTER (WHERE voided_at IS NOT NULL), 0) AS voided,
       coalesce(sum(CASE kind WHEN 'redeemed' THEN -amount ELSE amount END)
           FILTER (WHERE voided_at IS NULL), 0) AS owed
FROM gift_card_movements JOIN gift_cards USING (gift_card_id)
GROUP BY currency;
