Feature: Fifty checkouts at the same moment hang the shop permanently
  Vendure 3.7.3, PostgreSQL 18, the default connection pool of ten. The payments are captured by a subscriber to
  OrderStateTransitionEvent, which is the example's own.

  Expected: some customers wait, and the shop answers again afterwards.
  Seen: after the fifty checkouts no request is answered any more, `/health` among them, until the process is
  restarted. PostgreSQL shows all ten connections "idle in transaction" for minutes, waiting for the client.
  Cause, not proved: each transaction that is open waits for another connection of the same pool.

  Scenario: Fifty customers want the last copy
    Given the shop has 1 copy of "Dune" at $9.50
    And 50 customers each have 1 copy of "Dune" in the cart
    When all of them check out at the same moment, and retry when they are asked to
    Then exactly one of them has an order of $9.50
