@resilience @blocker
Feature: Races of refunds and reconciliations
  Two requests read the same state at the same moment. Only one of them may act on it.

  Rule: No more is refunded than was charged

    Scenario: Two refunds that exceed the charge together arrive at orders
      Given the customer has bought 2 copies of "Dune" at $9.50
      And refunds from staff to orders wait at a barrier until 2 have come
      When 2 members of the staff refund $10.00 each at the same moment
      Then the order's refund of $10.00 is refunded
      And the card has been charged $19.00 and refunded $10.00

    Scenario: Two refunds that fit together arrive at payments
      Given the customer has bought 2 copies of "Dune" at $9.50
      And refunds from orders to payments wait at a barrier until 2 have come
      When 2 members of the staff refund $5.00 each at the same moment
      Then the card has been charged $19.00 and refunded $10.00

  Rule: A discrepancy is resolved once, also by two reconciliations at the same moment

    Scenario: Two reconciliations start at the same moment
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And reconciliations from staff to payments wait at a barrier until 2 have come
      When payments are reconciled with orders twice at the same moment
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway

    Scenario: Two reconciliations have read the orders, and continue at the same moment
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And the answer to looks from payments to orders waits at a barrier until 2 have come
      When payments are reconciled with orders twice at the same moment
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway

  Rule: A checkout is called off before its money is given back

    Scenario: The order comes while the gateway refunds its payment
      Given a checkout has charged the card, and its order is on its way
      And an hour has passed
      When payments are reconciled with orders, and the order comes before the gateway has confirmed the refund
      Then the order is refused, because its checkout was called off
      And exactly one refund has been made at the gateway

  Rule: The payment of a checkout that may still run is not given back

    Scenario: The order comes after payments were reconciled
      Given a checkout has charged the card, and its order is on its way
      And 10 minutes have passed
      When payments are reconciled with orders
      Then the order on its way is accepted
      And reconciliation finds no discrepancy
