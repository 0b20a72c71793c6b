CREATE TABLE orders (
    checkout_id uuid PRIMARY KEY,
    order_number text NOT NULL UNIQUE CHECK (order_number ~ '^BK-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
    fingerprint text NOT NULL,
    state text NOT NULL CHECK (state IN ('placed', 'awaiting', 'owed', 'paid', 'canceling', 'canceled')),
    customer_id text,
    guest_token_hash text,
    email text NOT NULL,
    locale text NOT NULL,
    ship_to jsonb NOT NULL,
    bill_to jsonb,
    -- none where nothing of the order is shipped
    shipping_method text,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    subtotal bigint NOT NULL CHECK (subtotal >= 0),
    discount bigint NOT NULL CHECK (discount BETWEEN 0 AND subtotal),
    shipping bigint NOT NULL CHECK (shipping >= 0),
    tax bigint NOT NULL CHECK (tax >= 0),
    -- that of the tax on shipping; each line has its own
    tax_mode text NOT NULL CHECK (tax_mode IN ('added', 'included')),
    grand_total bigint NOT NULL CHECK (grand_total >= 0),
    captured bigint NOT NULL DEFAULT 0,
    -- what gift cards and store credit have given of the grand total
    redeemed bigint NOT NULL DEFAULT 0 CHECK (redeemed BETWEEN 0 AND grand_total),
    -- what has arrived of its transfer; it is captured once it is the whole
    received bigint NOT NULL DEFAULT 0,
    -- what refunds have taken off it before it had arrived: it is not to be paid any more
    reduced bigint NOT NULL DEFAULT 0 CHECK (reduced BETWEEN 0 AND grand_total - redeemed),
    -- what its cancellation returns, beside the refunds that its customer has been told of
    to_return bigint NOT NULL DEFAULT 0,
    to_return_to_gift_cards bigint NOT NULL DEFAULT 0 CHECK (
        to_return_to_gift_cards BETWEEN 0 AND LEAST(redeemed, to_return)),
    discount_codes text[] NOT NULL DEFAULT '{}',
    payment_method text NOT NULL,
    -- to which account its customer transfers the money, under which reference, and until when
    transfer_account text,
    transfer_reference text UNIQUE,
    transfer_due_at timestamptz,
    reason text,
    placed_at timestamptz NOT NULL,
    paid_at timestamptz,
    money_back_at timestamptz,
    gift_cards_back_at timestamptz,
    copies_back_at timestamptz,
    canceled_at timestamptz,
    -- a captured amount that is not the grand total: for the staff
    mismatched_capture bigint,
    -- what is wrong with its payment, a dispute for example: for the staff
    flag text,
    -- when the first copies left the warehouse: from then on it is not canceled
    shipped_at timestamptz,
    -- when the first of them came back
    returned_at timestamptz CHECK (returned_at IS NULL OR shipped_at IS NOT NULL),
    -- when the first of those were exchanged
    exchanged_at timestamptz CHECK (exchanged_at IS NULL OR returned_at IS NOT NULL),
    -- where it was to go before, each with the time until which that held
    former_addresses jsonb NOT NULL DEFAULT '[]',
    -- when its customer was reminded that it is overdue
    reminded_at timestamptz,
    -- when its personal data were erased
    erased_at timestamptz,
    CONSTRAINT no_more_is_received_than_is_due CHECK (received BETWEEN 0 AND grand_total - redeemed - reduced),
    CONSTRAINT only_an_invoice_is_reduced CHECK (reduced = 0 OR payment_method = 'invoice'),
    CONSTRAINT owed_means_some_is_missing CHECK (state <> 'owed' OR received + reduced < grand_total - redeemed),
    CONSTRAINT only_a_parcel_costs_shipping CHECK (shipping = 0 OR shipping_method IS NOT NULL),
    CONSTRAINT has_an_owner CHECK (num_nonnulls(customer_id, guest_token_hash) >= 1 OR erased_at IS NOT NULL),
    CONSTRAINT erased_orders_name_nobody CHECK (erased_at IS NULL OR (
        email = '' AND guest_token_hash IS NULL AND ship_to ->> 'name' = '' AND ship_to ->> 'line1' = ''
        AND former_addresses = '[]')),
    -- the rest is the tax that is added: the lines say how much that is, at the end of the transaction
    CONSTRAINT total_is_the_sum_of_its_parts CHECK (
        grand_total - (subtotal - discount + shipping) BETWEEN 0 AND tax
    ),
    CONSTRAINT paid_means_the_whole_total CHECK (
        captured = CASE WHEN paid_at IS NULL THEN 0 ELSE grand_total - redeemed - reduced END
        OR payment_method = 'card_on_shipment' AND captured BETWEEN 0 AND grand_total - redeemed
        AND (captured = 0 OR shipped_at IS NOT NULL)
    ),
    -- an order that waits for its transfer is canceled like a paid one: its copies and its money come back
    CONSTRAINT paid_orders_have_been_paid CHECK (
        state <> 'paid' AND (state <> 'canceling' OR transfer_reference IS NOT NULL) OR paid_at IS NOT NULL
    ),
    CONSTRAINT unpaid_orders_have_not CHECK (
        state NOT IN ('placed', 'awaiting', 'owed') OR paid_at IS NULL
    ),
    CONSTRAINT no_more_returned_than_received CHECK (
        to_return BETWEEN 0 AND CASE WHEN transfer_reference IS NULL THEN captured + redeemed ELSE grand_total END
    ),
    CONSTRAINT transfer_has_its_terms CHECK (
        num_nulls(transfer_account, transfer_reference, transfer_due_at) IN (0, 3)
    ),
    CONSTRAINT only_transfers_are_awaited CHECK (state NOT IN ('awaiting', 'owed') OR transfer_reference IS NOT NULL),
    CONSTRAINT only_what_was_due_is_reminded_of CHECK (
        reminded_at IS NULL OR (payment_method = 'invoice' AND reminded_at > transfer_due_at)),
    CONSTRAINT no_guest_owes CHECK (payment_method <> 'invoice' OR customer_id IS NOT NULL),
    CONSTRAINT only_invoices_are_owed CHECK (state <> CASE payment_method WHEN 'invoice' THEN 'awaiting' ELSE 'owed' END),
    CONSTRAINT whole_transfers_are_captured CHECK (
        transfer_reference IS NULL
        OR captured = CASE received + reduced WHEN grand_total - redeemed THEN received ELSE 0 END
    ),
    CONSTRAINT canceled_means_all_came_back CHECK (
        state <> 'canceled' OR paid_at IS NULL OR (
            num_nulls(money_back_at, copies_back_at) = 0 AND (redeemed = 0 OR gift_cards_back_at IS NOT NULL))
    ),
    CONSTRAINT shipped_orders_stay CHECK (shipped_at IS NULL OR state IN ('paid', 'owed')),
    CONSTRAINT canceled_has_a_time CHECK ((state = 'canceled') = (canceled_at IS NOT NULL))
);
CREATE INDEX orders_of_customer ON orders (customer_id, placed_at DESC) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_unpaid ON orders (placed_at) WHERE state = 'placed';
CREATE INDEX orders_awaiting ON orders (transfer_due_at) WHERE state = 'awaiting';
CREATE INDEX orders_not_reminded ON orders (transfer_due_at) WHERE state = 'owed' AND reminded_at IS NULL;
CREATE INDEX orders_of_guest ON orders (guest_token_hash, placed_at DESC) WHERE guest_token_hash IS NOT NULL;

CREATE TABLE order_lines (
    checkout_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
    position integer NOT NULL CHECK (position >= 0),
    sku text NOT NULL,
    title text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('printed', 'ebook', 'gift_card')),
    quantity integer NOT NULL CHECK (quantity > 0),
    unit_price bigint NOT NULL CHECK (unit_price >= 0),
    line_total bigint NOT NULL CHECK (line_total >= 0),
    discount bigint NOT NULL CHECK (discount BETWEEN 0 AND line_total),
    tax bigint NOT NULL CHECK (tax >= 0),
    tax_mode text NOT NULL CHECK (tax_mode IN ('added', 'included')),
    shipped integer NOT NULL DEFAULT 0,
    returned integer NOT NULL DEFAULT 0,
    exchanged integer NOT NULL DEFAULT 0,
    PRIMARY KEY (checkout_id, position),
    UNIQUE (checkout_id, sku),
    CONSTRAINT no_more_comes_back_than_was_shipped CHECK (returned BETWEEN 0 AND shipped),
    CONSTRAINT no_more_is_exchanged_than_came_back CHECK (exchanged BETWEEN 0 AND returned),
    CONSTRAINT no_more_is_shipped_than_was_bought CHECK (shipped BETWEEN 0 AND quantity + exchanged)
);

-- Parcels that have left the warehouse, with the address that each was sent to. Only the state of what is
-- charged for one changes.
CREATE TABLE shipments (
    shipment_id uuid PRIMARY KEY,
    checkout_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
    position integer NOT NULL CHECK (position >= 0),
    ship_to jsonb NOT NULL,
    shipped_at timestamptz NOT NULL,
    -- what its card is charged for it, where it is charged at shipment; last: nothing is left to ship after it
    charge bigint CHECK (charge >= 0),
    charge_state text CHECK (charge_state IN ('asked', 'charged', 'refused')),
    last boolean NOT NULL DEFAULT false,
    UNIQUE (checkout_id, position),
    UNIQUE (shipment_id, checkout_id),
    CONSTRAINT charges_have_a_state CHECK (num_nulls(charge, charge_state) IN (0, 2))
);
CREATE UNIQUE INDEX one_parcel_is_the_last ON shipments (checkout_id) WHERE last;

CREATE TABLE shipment_lines (
    shipment_id uuid NOT NULL,
    checkout_id uuid NOT NULL,
    sku text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    -- how many of them replace copies that came back
    replacing integer NOT NULL DEFAULT 0 CHECK (replacing BETWEEN 0 AND quantity),
    PRIMARY KEY (shipment_id, sku),
    FOREIGN KEY (shipment_id, checkout_id) REFERENCES shipments (shipment_id, checkout_id) ON DELETE CASCADE,
    FOREIGN KEY (checkout_id, sku) REFERENCES order_lines (checkout_id, sku) ON DELETE CASCADE
);

-- Copies that came back. Inventory is told of the unharmed ones; counted: a stock count had found them before.
CREATE TABLE returns (
    return_id uuid PRIMARY KEY,
    checkout_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
    position integer NOT NULL CHECK (position >= 0),
    counted boolean NOT NULL,
    returned_at timestamptz NOT NULL,
    UNIQUE (checkout_id, position),
    UNIQUE (return_id, checkout_id)
);

CREATE TABLE return_lines (
    return_id uuid NOT NULL,
    checkout_id uuid NOT NULL,
    sku text NOT NULL,
    unharmed integer NOT NULL CHECK (unharmed >= 0),
    damaged integer NOT NULL CHECK (damaged >= 0),
    PRIMARY KEY (return_id, sku),
    CONSTRAINT something_came_back CHECK (unharmed + damaged > 0),
    FOREIGN KEY (return_id, checkout_id) REFERENCES returns (return_id, checkout_id) ON DELETE CASCADE,
    FOREIGN KEY (checkout_id, sku) REFERENCES order_lines (checkout_id, sku) ON DELETE CASCADE
);

-- Copies that came back, to be replaced. Inventory sells the others under the id of the exchange.
CREATE TABLE exchanges (
    exchange_id uuid PRIMARY KEY,
    checkout_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
    position integer NOT NULL CHECK (position >= 0),
    state text NOT NULL CHECK (state IN ('asked', 'sold', 'sold-out')),
    asked_at timestamptz NOT NULL,
    settled_at timestamptz,
    UNIQUE (checkout_id, position),
    UNIQUE (exchange_id, checkout_id),
    CONSTRAINT settled_has_a_time CHECK ((state = 'asked') = (settled_at IS NULL))
);

CREATE TABLE exchange_lines (
    exchange_id uuid NOT NULL,
    checkout_id uuid NOT NULL,
    sku text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (exchange_id, sku),
    FOREIGN KEY (exchange_id, checkout_id) REFERENCES exchanges (exchange_id, checkout_id) ON DELETE CASCADE,
    FOREIGN KEY (checkout_id, sku) REFERENCES order_lines (checkout_id, sku) ON DELETE CASCADE
);

-- The link to each e-book of a paid order. Who has the token may open it: only its hash is kept here.
CREATE TABLE downloads (
    token_hash text PRIMARY KEY CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    checkout_id uuid NOT NULL,
    sku text NOT NULL,
    opened_at timestamptz,
    CONSTRAINT one_link_to_an_ebook UNIQUE (checkout_id, sku),
    FOREIGN KEY (checkout_id, sku) REFERENCES order_lines (checkout_id, sku) ON DELETE CASCADE
);

-- Lines are stored after their order, so their sum can only be checked when the transaction commits.
CREATE FUNCTION lines_sum_to_subtotal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    summed bigint;
    discounted bigint;
    taxed bigint;
    added bigint;
BEGIN
    SELECT coalesce(sum(line_total), 0), coalesce(sum(discount), 0), coalesce(sum(tax), 0),
        coalesce(sum(tax) FILTER (WHERE tax_mode = 'added'), 0) INTO summed, discounted, taxed, added
    FROM order_lines WHERE checkout_id = NEW.checkout_id;
    IF summed <> NEW.subtotal OR discounted <> NEW.discount THEN
        RAISE check_violation USING MESSAGE = format(
            'the lines of order %s sum to %s less %s, not to %s less %s',
            NEW.order_number, summed, discounted, NEW.subtotal, NEW.discount);
    END IF;
    IF NEW.tax_mode = 'added' THEN
        added := added + NEW.tax - taxed;
    END IF;
    IF NEW.grand_total <> NEW.subtotal - NEW.discount + NEW.shipping + added THEN
        RAISE check_violation USING MESSAGE = format(
            'order %s adds %s of tax to its total, its lines and its shipping add %s', NEW.order_number,
            NEW.grand_total - (NEW.subtotal - NEW.discount + NEW.shipping), added);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER lines_sum_to_subtotal AFTER INSERT ON orders
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lines_sum_to_subtotal();

-- Tombstones: these checkouts were canceled before their order was placed, so a late request is refused.
CREATE TABLE called_off_checkouts (
    checkout_id uuid PRIMARY KEY,
    reason text NOT NULL,
    called_off_at timestamptz NOT NULL
);

-- Refunds of an order that is paid, or owed on invoice, with the share of each line, of shipping and of tax.
CREATE TABLE refunds (
    refund_id uuid PRIMARY KEY,
    checkout_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
    position integer NOT NULL CHECK (position >= 0),
    amount bigint NOT NULL CHECK (amount > 0),
    shares jsonb NOT NULL,
    reason text NOT NULL,
    fingerprint text NOT NULL,
    state text NOT NULL CHECK (state IN ('asked', 'pending', 'refunded', 'failed')),
    asked_at timestamptz NOT NULL,
    settled_at timestamptz,
    destination text NOT NULL DEFAULT 'payment' CHECK (destination IN ('payment', 'gift_cards', 'hold')),
    failure text CHECK (failure IN
        ('refused', 'too-large', 'not-refundable', 'gift-card-spent', 'not-credited', 'sent-back')),
    -- the part of it that was taken off what is owed, and so does not go back
    reduced bigint NOT NULL DEFAULT 0 CHECK (reduced BETWEEN 0 AND amount),
    UNIQUE (checkout_id, position),
    CONSTRAINT only_of_the_payment CHECK (reduced = 0 OR destination = 'payment'),
    CHECK ((state = 'failed') = (failure IS NOT NULL))
);

-- The transaction that adds a refund locks the order's row, so two of them cannot pass the sum together.
CREATE FUNCTION refunds_within_captured() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM refunds WHERE checkout_id = NEW.checkout_id AND state <> 'failed'
            AND destination = NEW.destination)
        > (SELECT CASE WHEN NEW.destination = 'gift_cards' THEN redeemed
                -- how much of it had arrived is for payments to say
                WHEN NEW.destination = 'payment' AND payment_method = 'invoice' THEN grand_total - redeemed
                WHEN NEW.destination = 'payment' THEN captured
                ELSE grand_total - redeemed - captured END
           FROM orders WHERE checkout_id = NEW.checkout_id) THEN
        RAISE check_violation USING MESSAGE = 'more would be refunded than was captured or redeemed';
    END IF;
    IF (SELECT sum(reduced) FROM refunds WHERE checkout_id = NEW.checkout_id)
        <> (SELECT reduced FROM orders WHERE checkout_id = NEW.checkout_id) THEN
        RAISE check_violation USING MESSAGE = 'an order is owed less than its refunds say, or more';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER refunds_within_captured AFTER INSERT OR UPDATE ON refunds
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refunds_within_captured();
