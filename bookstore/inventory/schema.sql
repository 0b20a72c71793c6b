-- on_hand includes the reserved copies; on_hand - reserved can be sold.
-- received counts the copies received, corrected by stock counts: received = on_hand + sold always holds.
CREATE TABLE titles (
    sku text PRIMARY KEY,
    title text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('printed', 'ebook', 'gift_card')),
    on_hand bigint NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
    reserved bigint NOT NULL DEFAULT 0,
    sold bigint NOT NULL DEFAULT 0 CHECK (sold >= 0),
    received bigint NOT NULL DEFAULT 0 CHECK (received >= 0),
    withdrawn boolean NOT NULL DEFAULT false,
    CONSTRAINT no_oversell CHECK (reserved BETWEEN 0 AND on_hand),
    CONSTRAINT no_copy_lost CHECK (received = on_hand + sold),
    CONSTRAINT only_printed_titles_have_copies CHECK (
        kind = 'printed' OR (on_hand = 0 AND reserved = 0 AND sold = 0 AND received = 0))
);

CREATE TABLE receipts (
    receipt_id uuid PRIMARY KEY,
    sku text NOT NULL REFERENCES titles,
    copies bigint NOT NULL CHECK (copies > 0),
    received_at timestamptz NOT NULL
);

-- A reservation without lines is of e-books alone, or was released before it was made; it is kept, so that the
-- late request is refused.
CREATE TABLE reservations (
    checkout_id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('held', 'confirmed', 'released', 'expired', 'restocked')),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX reservations_due ON reservations (expires_at) WHERE state = 'held';

CREATE TABLE reservation_lines (
    checkout_id uuid NOT NULL REFERENCES reservations,
    sku text NOT NULL REFERENCES titles,
    quantity bigint NOT NULL CHECK (quantity > 0),
    returned bigint NOT NULL DEFAULT 0,
    -- sold beside them, in exchange for some that came back
    exchanged bigint NOT NULL DEFAULT 0 CHECK (exchanged >= 0),
    PRIMARY KEY (checkout_id, sku),
    CONSTRAINT no_more_comes_back_than_was_sold CHECK (returned BETWEEN 0 AND quantity + exchanged)
);

-- Sold copies that came back; counted: a stock count had counted them in before.
CREATE TABLE returns (
    return_id uuid NOT NULL,
    checkout_id uuid NOT NULL,
    sku text NOT NULL,
    copies bigint NOT NULL CHECK (copies > 0),
    counted boolean NOT NULL,
    returned_at timestamptz NOT NULL,
    PRIMARY KEY (return_id, sku),
    FOREIGN KEY (checkout_id, sku) REFERENCES reservation_lines
);

-- Copies that were sold in exchange for some that came back.
CREATE TABLE exchanges (
    exchange_id uuid NOT NULL,
    checkout_id uuid NOT NULL,
    sku text NOT NULL,
    copies bigint NOT NULL CHECK (copies > 0),
    exchanged_at timestamptz NOT NULL,
    PRIMARY KEY (exchange_id, sku),
    FOREIGN KEY (checkout_id, sku) REFERENCES reservation_lines
);

-- The stock ledger: per title, each column sums to the column of the same name in titles.
CREATE TABLE stock_movements (
    movement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku text NOT NULL REFERENCES titles,
    kind text NOT NULL
        CHECK (kind IN (
            'received', 'counted', 'reserved', 'released', 'expired', 'sold', 'restocked', 'returned',
            'exchanged')),
    on_hand bigint NOT NULL DEFAULT 0,
    reserved bigint NOT NULL DEFAULT 0,
    sold bigint NOT NULL DEFAULT 0,
    received bigint NOT NULL DEFAULT 0,
    checkout_id uuid REFERENCES reservations,
    receipt_id uuid REFERENCES receipts,
    moved_at timestamptz NOT NULL,
    CHECK (received = on_hand + sold)
);
CREATE UNIQUE INDEX moved_once ON stock_movements (checkout_id, sku, kind)
    WHERE kind IN ('released', 'sold', 'restocked');
CREATE UNIQUE INDEX received_once ON stock_movements (receipt_id) WHERE receipt_id IS NOT NULL;
