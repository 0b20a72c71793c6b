-- Vendure's books, for the audit: a statement for each part, its columns named as environment/audit/facts/books.py says.
-- Vendure counts hundredths of every currency, the audit the currency's own minor units.

-- orders
SELECT o.code AS checkout_id, o.code AS number, coalesce(c."emailAddress", '') AS email, o."currencyCode" AS currency,
       CASE o.state WHEN 'PaymentSettled' THEN 'paid' WHEN 'Cancelled' THEN 'canceled' ELSE 'placed' END AS state,
       CAST((o."subTotalWithTax" + o."shippingWithTax") * m.factor AS bigint) AS grand_total,
       EXISTS (SELECT 1 FROM payment p WHERE p."orderId" = o.id AND p.state = 'Settled') AS paid
FROM "order" o LEFT JOIN customer c ON c.id = o."customerId",
     LATERAL (SELECT CASE o."currencyCode" WHEN 'JPY' THEN 0.01 WHEN 'KWD' THEN 10 ELSE 1 END AS factor) m
WHERE o."orderPlacedAt" IS NOT NULL ORDER BY o.id

-- lines
SELECT o.code AS checkout_id, v.sku, l.quantity
FROM order_line l JOIN "order" o ON o.id = l."orderId" JOIN product_variant v ON v.id = l."productVariantId"
WHERE o."orderPlacedAt" IS NOT NULL AND l.quantity > 0 ORDER BY l.id

-- stock
SELECT v.sku, t.name AS title, s."stockOnHand" - s."stockAllocated" AS on_hand, s."stockAllocated" AS sold,
       s."stockOnHand" AS received
FROM product_variant v JOIN product_variant_translation t ON t."baseId" = v.id
     JOIN stock_level s ON s."productVariantId" = v.id ORDER BY v.sku

-- movements
SELECT v.sku, t.name AS title, sum(CASE m.type WHEN 'ALLOCATION' THEN -m.quantity ELSE m.quantity END) AS on_hand,
       sum(CASE m.type WHEN 'ALLOCATION' THEN m.quantity WHEN 'ADJUSTMENT' THEN 0 ELSE -m.quantity END) AS sold,
       sum(CASE m.type WHEN 'ADJUSTMENT' THEN m.quantity ELSE 0 END) AS received
FROM stock_movement m JOIN product_variant v ON v.id = m."productVariantId"
     JOIN product_variant_translation t ON t."baseId" = v.id GROUP BY v.sku, t.name ORDER BY v.sku

-- refunds
SELECT o.code AS checkout_id, CASE r.state WHEN 'Settled' THEN 'refunded' ELSE lower(r.state) END AS state,
       CAST(r.total * CASE o."currencyCode" WHEN 'JPY' THEN 0.01 WHEN 'KWD' THEN 10 ELSE 1 END AS bigint) AS amount
FROM refund r JOIN payment p ON p.id = r."paymentId" JOIN "order" o ON o.id = p."orderId" ORDER BY r.id

-- payments
SELECT o.code AS checkout_id, min(p.state) AS state, o."currencyCode" AS currency, bool_or(p.state = 'Authorized') AS due,
       CAST(max(p.amount) * max(m.factor) AS bigint) AS amount,
       CAST(sum(CASE p.state WHEN 'Settled' THEN p.amount ELSE 0 END) * max(m.factor) AS bigint) AS captured,
       CAST(coalesce(sum(r.total), 0) * max(m.factor) AS bigint) AS refunded
FROM payment p JOIN "order" o ON o.id = p."orderId"
     LEFT JOIN LATERAL (SELECT sum(total) AS total FROM refund WHERE "paymentId" = p.id AND state = 'Settled') r ON true,
     LATERAL (SELECT CASE o."currencyCode" WHEN 'JPY' THEN 0.01 WHEN 'KWD' THEN 10 ELSE 1 END AS factor) m
WHERE p.state IN ('Authorized', 'Settled') GROUP BY o.id ORDER BY o.id
