-- Amounts are minor units of the row's currency (docs/adr/0005).

CREATE TABLE prices (
    sku text NOT NULL,
    currency text NOT NULL CHECK (currency IN ('USD', 'EUR', 'GBP', 'JPY', 'KWD')),
    amount bigint NOT NULL CHECK (amount > 0),
    PRIMARY KEY (sku, currency)
);

-- In place of the list price while it lasts; the end is excluded.
CREATE TABLE sale_prices (
    sku text NOT NULL,
    currency text NOT NULL CHECK (currency IN ('USD', 'EUR', 'GBP', 'JPY', 'KWD')),
    amount bigint NOT NULL CHECK (amount > 0),
    valid_from timestamptz,
    valid_until timestamptz NOT NULL CHECK (valid_until > valid_from),
    PRIMARY KEY (sku, currency)
);

-- A customer is in one group, or in none.
CREATE TABLE group_members (
    customer text PRIMARY KEY,
    customer_group text NOT NULL
);

-- In place of the list price for the members of a group.
CREATE TABLE group_prices (
    sku text NOT NULL,
    currency text NOT NULL CHECK (currency IN ('USD', 'EUR', 'GBP', 'JPY', 'KWD')),
    customer_group text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    PRIMARY KEY (sku, currency, customer_group)
);

-- A title without a row weighs nothing.
CREATE TABLE weights (
    sku text PRIMARY KEY,
    grams integer NOT NULL CHECK (grams > 0)
);

-- A title without a row has the full rate.
CREATE TABLE tax_classes (
    sku text PRIMARY KEY,
    tax_class text NOT NULL CHECK (tax_class IN ('full', 'reduced'))
);

-- Who pays no tax where it is added to the prices, and the certificate that says so.
CREATE TABLE tax_exemptions (
    customer text PRIMARY KEY,
    certificate text NOT NULL
);

-- The row with the empty region is the country's own rate. Of those that have begun the latest holds.
CREATE TABLE tax_rates (
    country text NOT NULL,
    region text NOT NULL DEFAULT '',
    rate numeric NOT NULL CHECK (rate BETWEEN 0 AND 1),
    mode text NOT NULL CHECK (mode IN ('added', 'included')),
    on_shipping boolean NOT NULL DEFAULT false,
    reduced numeric CHECK (reduced BETWEEN 0 AND rate),
    -- that of e-books, where they have another one than printed titles
    ebooks numeric CHECK (ebooks BETWEEN 0 AND 1),
    begins_at timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (country, region, begins_at)
);

CREATE TABLE shipping_rates (
    country text NOT NULL,
    currency text NOT NULL CHECK (currency IN ('USD', 'EUR', 'GBP', 'JPY', 'KWD')),
    method text NOT NULL,
    amount bigint NOT NULL CHECK (amount >= 0),
    -- the total of goods, after the discount, from which on shipping costs nothing
    free_from bigint CHECK (free_from > 0),
    -- for each kilogram that is begun
    per_kilogram bigint NOT NULL CHECK (per_kilogram >= 0),
    -- what the method carries at most, in grams
    heaviest integer CHECK (heaviest > 0),
    PRIMARY KEY (country, currency, method)
);

CREATE TABLE discount_codes (
    code text PRIMARY KEY CHECK (code = upper(code)),
    percent numeric CHECK (percent > 0 AND percent <= 100),
    amount bigint CHECK (amount > 0),
    currency text CHECK (currency IN ('USD', 'EUR', 'GBP', 'JPY', 'KWD')),
    minimum bigint NOT NULL CHECK (minimum >= 0),
    valid_from timestamptz,
    valid_until timestamptz,
    limit_in_all integer CHECK (limit_in_all > 0),
    limit_per_customer integer CHECK (limit_per_customer > 0),
    canceled_orders_count boolean NOT NULL DEFAULT false,
    redeemed integer NOT NULL DEFAULT 0 CHECK (redeemed >= 0),
    -- the titles that it is for; none: all
    skus text[] NOT NULL DEFAULT '{}',
    withdrawn boolean NOT NULL DEFAULT false,
    CONSTRAINT percent_or_fixed CHECK ((percent IS NULL) <> (amount IS NULL)),
    CONSTRAINT money_has_a_currency CHECK (currency IS NOT NULL OR (amount IS NULL AND minimum = 0)),
    CONSTRAINT never_redeemed_beyond_the_limit CHECK (redeemed <= limit_in_all)
);

-- A released quote without amounts is a tombstone: the release came before the request for the quote.
CREATE TABLE quotes (
    quote_id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('open', 'released')),
    binding boolean,
    fingerprint text,
    currency text CHECK (currency IN ('USD', 'EUR', 'GBP', 'JPY', 'KWD')),
    lines jsonb,
    subtotal bigint CHECK (subtotal >= 0),
    discount bigint CHECK (discount BETWEEN 0 AND subtotal),
    shipping bigint CHECK (shipping >= 0),
    -- none where nothing of the cart is shipped
    shipping_method text,
    -- what the customer could have chosen
    shipping_methods jsonb,
    tax bigint CHECK (tax >= 0),
    shipping_tax bigint CHECK (shipping_tax BETWEEN 0 AND tax),
    -- rate and mode of shipping; each line has its own
    tax_rate numeric,
    tax_mode text CHECK (tax_mode IN ('added', 'included')),
    grand_total bigint CHECK (grand_total >= 0),
    -- what became of each code that was typed
    discount_codes jsonb NOT NULL DEFAULT '[]',
    created_at timestamptz NOT NULL,
    valid_until timestamptz,
    released_at timestamptz,
    CONSTRAINT released_has_a_time CHECK ((state = 'released') = (released_at IS NOT NULL)),
    CONSTRAINT whole_or_tombstone CHECK (
        num_nulls(binding, fingerprint, currency, lines, subtotal, discount, shipping, shipping_methods, tax,
                  shipping_tax, tax_rate, tax_mode, grand_total, valid_until)
            IN (0, CASE state WHEN 'released' THEN 14 ELSE 0 END)),
    CONSTRAINT only_a_parcel_costs_shipping CHECK (shipping = 0 OR shipping_method IS NOT NULL),
    -- the rest is the tax that is added; that of some lines may be included
    CONSTRAINT adds_up CHECK (grand_total - (subtotal - discount + shipping) BETWEEN 0 AND tax),
    CONSTRAINT chargeable CHECK (currency <> 'KWD' OR grand_total % 10 = 0)
);
-- Quotes that were only for display are deleted once they have expired.
CREATE INDEX quotes_only_shown ON quotes (valid_until) WHERE NOT binding;

-- One for each code of a checkout, which has the id of the checkout's quote.
CREATE TABLE redemptions (
    quote_id uuid NOT NULL REFERENCES quotes,
    code text NOT NULL REFERENCES discount_codes,
    PRIMARY KEY (quote_id, code),
    -- the account, and the persons by mail address: a limit per customer counts where either is the same
    customer text,
    persons text[] NOT NULL, -- none once it is released, or its personal data were erased
    state text NOT NULL CHECK (state IN ('redeemed', 'released')),
    redeemed_at timestamptz NOT NULL,
    released_at timestamptz,
    CONSTRAINT released_has_a_time CHECK ((state = 'released') = (released_at IS NOT NULL)),
    CONSTRAINT released_names_nobody CHECK (state <> 'released' OR persons = '{}')
);
CREATE INDEX redemptions_of_a_customer ON redemptions (code, customer) WHERE state = 'redeemed';
CREATE INDEX redemptions_of_persons ON redemptions USING gin (persons) WHERE state = 'redeemed';

-- The trigger keeps the count, so that no statement can redeem a code beyond its limit:
-- the update waits for the code's row, then the constraint refuses it.
CREATE FUNCTION count_redemption() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most integer;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state = 'released' OR NEW.state = 'redeemed' OR NEW.code <> OLD.code THEN
            RAISE check_violation USING MESSAGE = 'a redemption can only be released, once';
        END IF;
        UPDATE discount_codes SET redeemed = redeemed - 1 WHERE code = NEW.code;
    ELSIF NEW.state = 'redeemed' THEN
        UPDATE discount_codes SET redeemed = redeemed + 1 WHERE code = NEW.code
        RETURNING limit_per_customer INTO most;
        IF (SELECT count(*) FROM redemptions
            WHERE code = NEW.code AND state = 'redeemed'
                AND (quote_id = NEW.quote_id OR customer = NEW.customer OR persons && NEW.persons)) > most THEN
            RAISE check_violation USING MESSAGE = 'the customer has redeemed this code already';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER count_redemption AFTER INSERT OR UPDATE OF state, code ON redemptions
    FOR EACH ROW EXECUTE FUNCTION count_redemption();
