-- How much a customer may owe on invoice, in minor units by currency, as the staff has set it.
CREATE TABLE credit_limits (
    customer_id text NOT NULL,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount bigint NOT NULL CHECK (amount >= 0),
    set_at timestamptz NOT NULL,
    PRIMARY KEY (customer_id, currency)
);
