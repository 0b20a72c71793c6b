Feature: A deadlock leaves money held for no order
  Vendure 3.7.3, PostgreSQL 18, default order process and default stock allocation strategy.

  Expected: two orders, or a refusal after which nothing is held on the card.
  Seen: "deadlock detected" in PostgreSQL's log on `stock_level` and on `payment`, an internal error for one of
  the customers, and "$19.00 is still held on the customer's card for a checkout without an order".
  Cause, by the source: `handler.createPayment` runs inside the transaction of the mutation. A rollback after it
  removes the payment, and not the hold at the gateway; a comment in payment.service says that such a charge
  must be reconciled at a higher level, and nothing in core does. Lines of stock are locked in cart order.

  Scenario: Two customers buy the same two titles at the same moment
    Given the shop has 2 copies of "Dune" and "Emma" each at $9.50
    And the customer's cart holds 1 copy of "Dune" and "Emma" each
    And another customer's cart holds 1 copy of "Emma" and "Dune" each
    When all of them check out at the same moment
    Then each of them has one order of $19.00
