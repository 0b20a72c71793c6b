"""The SQL that reads each service's database for a snapshot: one statement a service.

The columns of a part have the names of the fields of its dataclass in snapshot.py. The services are in the
order in which work passes through them, so that a later reading includes the work of the earlier ones.
"""

from __future__ import annotations

from collections.abc import Mapping

PARTS: Mapping[str, Mapping[str, str]] = {
    "checkout": {
        "checkouts": """
            SELECT checkout_id, cart_id, state, step, attempts, finished_at IS NOT NULL AS finished,
                   results ->> 'order_number' AS order_number,
                   CAST(submission #>> '{expected_total,amount}' AS bigint) AS agreed,
                   submission #>> '{expected_total,currency}' AS currency,
                   submission ->> 'cart_version' IS NOT NULL AS may_cost_less
            FROM checkouts ORDER BY created_at""",
    },
    "cart": {"carts": "SELECT cart_id, state FROM carts ORDER BY created_at"},
    "orders": {
        "orders": """
            SELECT checkout_id, order_number AS number, state, email, currency, grand_total, redeemed,
                   paid_at IS NOT NULL AS paid, mismatched_capture, discount_codes,
                   (SELECT count(*) FROM outbox WHERE payload ->> 'type' = 'order.refunded'
                    AND payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)) AS refunds,
                   (SELECT count(*) FROM outbox failed WHERE failed.payload ->> 'type' = 'order.refund_failed'
                    AND failed.payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)
                    AND EXISTS (
                        SELECT 1 FROM outbox told WHERE told.payload ->> 'type' = 'order.refunded'
                        AND told.payload #> '{data,refund,refund_id}' =
                            failed.payload #> '{data,refund,refund_id}'
                        OR told.payload ->> 'type' = 'order.canceled'
                        AND told.payload #> '{data,checkout_id}' = failed.payload #> '{data,checkout_id}'))
                       AS failed_refunds,
                   (SELECT coalesce(sum(amount - reduced), 0) FROM refunds
                    WHERE refunds.checkout_id = orders.checkout_id AND refunds.state <> 'failed'
                    AND destination <> 'hold') AS refunded, reduced,
                   (SELECT count(*) FROM refunds WHERE refunds.checkout_id = orders.checkout_id
                    AND refunds.reduced > 0) AS reductions,
                   EXISTS (SELECT 1 FROM outbox WHERE payload ->> 'type' = 'order.reduced'
                    AND payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)
                    AND payload #>> '{data,missing}' = '0') AS ended_by_refund,
                   payment_method = 'card_on_shipment' AS on_shipment,
                   (SELECT coalesce(sum(charge), 0) FROM shipments
                    WHERE shipments.checkout_id = orders.checkout_id AND charge_state = 'charged') AS charged,
                   (SELECT count(*) FROM shipments WHERE shipments.checkout_id = orders.checkout_id)
                       AS shipments,
                   (SELECT count(*) FROM outbox WHERE payload ->> 'type' = 'order.returned'
                    AND payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)) AS returns,
                   (SELECT count(*) FROM outbox WHERE payload ->> 'type' = 'order.exchanged'
                    AND payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)) AS exchanges,
                   CASE WHEN erased_at IS NULL THEN jsonb_array_length(former_addresses) ELSE (
                       SELECT count(*) FROM outbox WHERE payload ->> 'type' = 'order.address_changed'
                       AND payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)) END
                       AS address_changes,
                   (SELECT coalesce(sum(amount), 0) FROM refunds
                    WHERE refunds.checkout_id = orders.checkout_id AND refunds.state <> 'failed'
                    AND destination = 'gift_cards') AS refunded_to_gift_cards,
                   transfer_reference IS NOT NULL AS by_transfer, received,
                   transfer_reference IS NOT NULL AND paid_at IS NULL
                       AND coalesce(reason, '') = 'not paid in time' AS lapsed,
                   (SELECT count(*) FROM outbox WHERE payload ->> 'type' = 'order.awaiting_transfer'
                    AND payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)) AS asked,
                   (SELECT count(*) FROM outbox WHERE payload ->> 'type' = 'order.underpaid'
                    AND payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)) AS underpayments,
                   payment_method = 'invoice' AS on_invoice, customer_id AS owner,
                   (SELECT count(*) FROM outbox WHERE payload ->> 'type' = 'order.owed'
                    AND payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)) AS invoiced,
                   CASE WHEN erased_at IS NOT NULL THEN array_remove(ARRAY[
                       CASE WHEN email || (ship_to ->> 'name') || coalesce(bill_to ->> 'name', '') <> ''
                           THEN 'the order' END,
                       CASE WHEN former_addresses <> '[]' THEN 'a former address' END,
                       CASE WHEN EXISTS (
                           SELECT 1 FROM shipments WHERE shipments.checkout_id = orders.checkout_id
                           AND shipments.ship_to ->> 'name' <> '') THEN 'a parcel' END,
                       CASE WHEN EXISTS (
                           SELECT 1 FROM outbox
                           WHERE payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)
                           AND payload -> 'data' ? 'email') THEN 'an event' END], NULL) END AS persons
            FROM orders ORDER BY placed_at""",
        "order_contents": """
            SELECT checkout_id, order_number AS number, locale, ship_to AS address, bill_to, shipping_method,
                   placed_at, discount_codes, payment_method, captured, redeemed, flag,
                   former_addresses AS former,
                   transfer_account AS account, transfer_reference AS reference, transfer_due_at AS due_at,
                   erased_at IS NOT NULL AS erased,
                   json_build_object(
                       'currency', currency, 'subtotal', subtotal, 'discount', discount, 'shipping', shipping,
                       'tax', tax, 'tax_mode', tax_mode, 'grand_total', grand_total,
                       'lines', (SELECT coalesce(json_agg(line ORDER BY position), '[]')
                                 FROM order_lines line WHERE line.checkout_id = orders.checkout_id)) AS bill,
                   (SELECT coalesce(json_agg(json_build_object(
                        'refund_id', refund_id, 'amount', amount, 'state', state, 'shares', shares,
                        'destination', destination, 'reduced', reduced,
                        'at', to_char(asked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                        'kept', ARRAY(
                            SELECT sku FROM downloads WHERE downloads.checkout_id = refunds.checkout_id
                            AND opened_at < asked_at AND refunds.reason <> 'made at the payment gateway'
                            UNION SELECT sku FROM order_lines
                            WHERE order_lines.checkout_id = refunds.checkout_id
                            AND kind = 'gift_card' AND refunds.reason <> 'made at the payment gateway'
                            AND NOT EXISTS (
                                SELECT 1 FROM jsonb_to_recordset(shares) AS share (part text, quantity int)
                                WHERE part = sku AND share.quantity > 0)),
                        'told', EXISTS (
                            SELECT 1 FROM outbox WHERE payload ->> 'type' = 'order.refunded'
                            AND payload #>> '{data,refund,refund_id}' = CAST(refund_id AS text))
                        AND NOT EXISTS (
                            SELECT 1 FROM outbox failed JOIN outbox restock
                                ON restock.payload ->> 'checkout_id' = CAST(refunds.checkout_id AS text)
                            WHERE restock.destination = 'inventory'
                            AND failed.payload ->> 'type' = 'order.refund_failed'
                            AND failed.payload #>> '{data,refund,refund_id}' = CAST(refund_id AS text)
                            AND failed.created_at <= restock.created_at))
                        ORDER BY position), '[]')
                    FROM refunds WHERE refunds.checkout_id = orders.checkout_id) AS refunds,
                   (SELECT coalesce(json_agg(json_build_object(
                        'shipment_id', shipment_id, 'address', shipments.ship_to, 'charge', charge,
                        'at', to_char(shipped_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                        'charge_state', charge_state,
                        'copies', (SELECT json_object_agg(sku, quantity) FROM shipment_lines line
                                   WHERE line.shipment_id = shipments.shipment_id))
                        ORDER BY position), '[]')
                    FROM shipments WHERE shipments.checkout_id = orders.checkout_id) AS shipments,
                   (SELECT coalesce(json_agg(json_build_object(
                        'shipment_id', return_id, 'address', json_build_object(),
                        'copies', (SELECT json_object_agg(sku, unharmed + damaged) FROM return_lines line
                                   WHERE line.return_id = returns.return_id))), '[]')
                    FROM returns WHERE returns.checkout_id = orders.checkout_id) AS returns,
                   (SELECT coalesce(json_agg(json_build_object(
                        'shipment_id', exchange_id, 'address', json_build_object(),
                        'copies', (SELECT json_object_agg(sku, quantity) FROM exchange_lines line
                                   WHERE line.exchange_id = exchanges.exchange_id))), '[]')
                    FROM exchanges WHERE exchanges.checkout_id = orders.checkout_id) AS exchanges,
                   (SELECT json_object_agg(sku, token_hash) FROM downloads
                    WHERE downloads.checkout_id = orders.checkout_id) AS links
            FROM orders ORDER BY placed_at""",
        "reminders": """
            SELECT checkout_id, CAST(payload #>> '{data,missing}' AS bigint) AS missing,
                   payload ->> 'time' AS reminded_at, transfer_due_at AS due_at, canceled_at
            FROM orders LEFT JOIN outbox ON payload ->> 'type' = 'order.overdue'
                AND payload #>> '{data,checkout_id}' = CAST(orders.checkout_id AS text)
            WHERE state = 'owed' OR payload IS NOT NULL ORDER BY placed_at, outbox.created_at""",
        "downloads": """
            SELECT checkout_id, sku, opened_at IS NOT NULL AS is_opened,
                   orders.reason IS NOT DISTINCT FROM 'canceled by the customer' OR EXISTS (
                       SELECT 1 FROM refunds, jsonb_to_recordset(shares) AS share (part text, quantity int)
                       WHERE refunds.checkout_id = downloads.checkout_id AND share.part = downloads.sku
                       AND refunds.state <> 'failed' AND refunds.reason <> 'made at the payment gateway'
                       AND (share.quantity > 0 OR asked_at > opened_at)) AS is_refunded
            FROM downloads JOIN orders USING (checkout_id) ORDER BY checkout_id, sku""",
        "order_lines": """
            SELECT checkout_id, sku, quantity, kind FROM order_lines ORDER BY checkout_id, position""",
        "shipped_copies": """
            SELECT checkout_id, sku, quantity, replacing, (
                SELECT coalesce(sum(CAST(share ->> 'quantity' AS bigint)), 0)
                FROM refunds, jsonb_array_elements(shares) share
                WHERE refunds.checkout_id = sent.checkout_id AND share ->> 'part' = sku
                AND state <> 'failed' AND asked_at < last_shipped_at) AS refunded_before
            FROM (SELECT line.checkout_id, sku, sum(quantity) AS quantity, sum(replacing) AS replacing,
                      max(shipped_at) FILTER (WHERE quantity > replacing) AS last_shipped_at
                  FROM shipment_lines line JOIN shipments USING (shipment_id)
                  GROUP BY line.checkout_id, sku) sent
            ORDER BY checkout_id, sku""",
        "came_back": """
            SELECT checkout_id, sku, sum(unharmed) AS unharmed, sum(damaged) AS damaged FROM return_lines
            GROUP BY checkout_id, sku ORDER BY checkout_id, sku""",
        "exchanged": """
            SELECT line.checkout_id, sku,
                   coalesce(sum(quantity) FILTER (WHERE state <> 'sold-out'), 0) AS quantity,
                   coalesce(sum(quantity) FILTER (WHERE state = 'sold'), 0) AS sold, (
                SELECT coalesce(sum(CAST(share ->> 'quantity' AS bigint)), 0)
                FROM refunds, jsonb_array_elements(shares) share
                WHERE refunds.checkout_id = line.checkout_id AND share ->> 'part' = sku
                AND refunds.state <> 'failed') AS refunded
            FROM exchange_lines line JOIN exchanges USING (exchange_id, checkout_id)
            GROUP BY line.checkout_id, sku ORDER BY line.checkout_id, sku""",
        "messages": """
            SELECT destination, coalesce(payload ->> 'checkout_id', payload #>> '{data,checkout_id}')
                       AS checkout_id, payload ->> 'type' AS subject, attempts, last_error
            FROM outbox WHERE sent_at IS NULL ORDER BY created_at""",
    },
    "notifications": {
        "outgoing_mails": """
            SELECT order_number, kind, recipient, state, attempts, last_error,
                   asked_by IS NOT NULL AS copy
            FROM mails ORDER BY created_at""",
    },
    "payments": {
        "payments": """
            SELECT checkout_id, state, currency, amount, captured, refunded,
                   return_asked AS reversal_requested,
                   due_at IS NOT NULL OR EXISTS (
                       SELECT 1 FROM outbox WHERE sent_at IS NULL
                       AND payload ->> 'checkout_id' = CAST(payments.checkout_id AS text)) AS due, flag
            FROM payments ORDER BY created_at""",
        "gift_cards": """
            SELECT gift_card_id, currency, balance, voided_at IS NOT NULL AS is_void,
                   (SELECT coalesce(json_object_agg(kind, moved), '{}') FROM (
                        SELECT kind, sum(amount) AS moved FROM gift_card_movements
                        WHERE gift_card_movements.gift_card_id = gift_cards.gift_card_id GROUP BY kind) sums)
                       AS moved
            FROM gift_cards ORDER BY issued_at, gift_card_id""",
        "sold_gift_cards": """
            SELECT checkout_id, sku, number, currency, issued AS amount, code_hash,
                   voided_at IS NOT NULL AS is_void, taken_back_by
            FROM sold_gift_cards JOIN gift_cards USING (gift_card_id) ORDER BY checkout_id, sku, number""",
        "gift_card_redemptions": """
            SELECT checkout_id, currency, total,
                   (SELECT coalesce(json_object_agg(kind, moved), '{}') FROM (
                        SELECT kind, sum(amount) AS moved FROM gift_card_movements
                        WHERE gift_card_movements.checkout_id = gift_card_redemptions.checkout_id
                        GROUP BY kind) sums) AS moved
            FROM gift_card_redemptions WHERE total IS NOT NULL ORDER BY created_at""",
        "expected_transfers": """
            SELECT checkout_id, state, reference, currency, amount, received, refunded, owed_by, credit_limit,
                   reduced
            FROM expected_transfers ORDER BY expected_at""",
        "receivables": "SELECT currency, owed FROM receivables ORDER BY currency",
        "transfers": """
            SELECT bank_id, checkout_id, currency, amount, claimed, reported_at FROM transfers
            ORDER BY reported_at, bank_id""",
        "repayments": """
            SELECT repayment_id, checkout_id, bank_id, currency, amount, reason,
                   sent_at IS NOT NULL AS sent, reduced, owed_at
            FROM repayments ORDER BY owed_at, repayment_id""",
    },
    "inventory": {
        "titles": "SELECT sku, title, on_hand, reserved, sold, received FROM titles ORDER BY sku",
        "movements": """
            SELECT sku, title, sum(moved.on_hand) AS on_hand, sum(moved.reserved) AS reserved,
                   sum(moved.sold) AS sold, sum(moved.received) AS received
            FROM stock_movements moved JOIN titles USING (sku) GROUP BY sku, title ORDER BY sku""",
        "reservations": "SELECT checkout_id, state, expires_at FROM reservations ORDER BY created_at",
        "reservation_lines": """
            SELECT checkout_id, sku, quantity FROM reservation_lines ORDER BY checkout_id, sku""",
        "returned_copies": """
            SELECT checkout_id, sku, sum(copies) AS quantity FROM returns
            GROUP BY checkout_id, sku ORDER BY checkout_id, sku""",
        "exchanged_copies": """
            SELECT checkout_id, sku, sum(copies) AS quantity FROM exchanges
            GROUP BY checkout_id, sku ORDER BY checkout_id, sku""",
    },
    "pricing": {
        "quotes": """
            SELECT quote_id AS checkout_id, grand_total, currency, shipping_method,
                   json_build_object(
                       'currency', currency, 'subtotal', subtotal, 'discount', discount, 'shipping', shipping,
                       'tax', tax, 'shipping_tax', shipping_tax, 'tax_mode', tax_mode, 'lines', lines,
                       'grand_total', grand_total,
                       'discount_codes', discount_codes) AS bill
            FROM quotes
            WHERE binding ORDER BY created_at""",
        "codes": "SELECT code, redeemed, canceled_orders_count FROM discount_codes ORDER BY code",
        "redemptions": """
            SELECT quote_id AS checkout_id, code, state FROM redemptions ORDER BY redeemed_at, code""",
    },
}


def document_query(parts: Mapping[str, str]) -> str:
    """One row with one JSON object: a list of rows for each part."""
    listed = (
        f"'{name}', (SELECT coalesce(json_agg(part), '[]') FROM ({query}) part)"
        for name, query in parts.items()
    )
    return f"SELECT json_build_object({', '.join(listed)})"


DOCUMENTS: Mapping[str, str] = {service: document_query(parts) for service, parts in PARTS.items()}
