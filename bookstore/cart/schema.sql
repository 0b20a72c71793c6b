-- A cart belongs to a customer or to the holder of its token. It is closed by the checkout that bought it,
-- or by the merge into a customer's cart. Then capped keeps the lines that were capped, for a repeated request.
-- A cart that was merged while its checkout ran has both. What was added while the checkout ran that has
-- bought the cart, copies or discount codes, is in the next cart: it has the same owner, and a guest's token.
CREATE TABLE carts (
    cart_id uuid PRIMARY KEY,
    customer_id text,
    token_hash text,
    currency text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'closed')),
    discount_codes text[] NOT NULL DEFAULT '{}',
    version bigint NOT NULL CHECK (version > 0),
    checkout_id uuid,
    merged_into uuid REFERENCES carts,
    next_cart_id uuid REFERENCES carts,
    capped jsonb NOT NULL DEFAULT '[]',
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT one_owner CHECK (num_nonnulls(customer_id, token_hash) = 1),
    CONSTRAINT closed_by_something CHECK ((num_nonnulls(checkout_id, merged_into) > 0) = (state = 'closed'))
);
CREATE UNIQUE INDEX one_open_cart ON carts (customer_id, currency)
    WHERE state = 'open' AND customer_id IS NOT NULL;
CREATE UNIQUE INDEX one_open_cart_of_guest ON carts (token_hash) WHERE state = 'open';

CREATE TABLE cart_lines (
    cart_id uuid NOT NULL REFERENCES carts,
    sku text NOT NULL,
    title text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('printed', 'ebook', 'gift_card')),
    quantity integer NOT NULL CHECK (quantity > 0),
    position bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (cart_id, sku),
    CONSTRAINT one_ebook_for_one_reader CHECK (kind <> 'ebook' OR quantity = 1)
);

-- Additions with an idempotency key: the same key adds once.
CREATE TABLE additions (
    cart_id uuid NOT NULL REFERENCES carts,
    idempotency_key text NOT NULL,
    sku text NOT NULL,
    quantity integer NOT NULL,
    PRIMARY KEY (cart_id, idempotency_key)
);
