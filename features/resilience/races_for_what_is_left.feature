@resilience @blocker
Feature: Races for what is left
  Two who look at the same moment see the same. Only one of them may take it.

  Rule: Never more goes back than was paid

    Scenario: Two refunds that are too much together meet at the order
      Given the customer has bought 2 copies of "Dune" at $9.50
      And refunds from staff to orders wait at a barrier until 2 have come
      When 2 members of the staff refund $10.00 each at the same moment
      Then the order's refund of $10.00 is refunded
      And the card has been charged $19.00 and refunded $10.00

    Scenario: Two refunds that are right together meet at the payment
      Given the customer has bought 2 copies of "Dune" at $9.50
      And refunds from orders to payments wait at a barrier until 2 have come
      When 2 members of the staff refund $5.00 each at the same moment
      Then the card has been charged $19.00 and refunded $10.00

  Rule: Books that are compared twice at the same moment are put right once

    Scenario: Two comparisons of the books meet
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And reconciliations from staff to payments wait at a barrier until 2 have come
      When payments are reconciled with orders twice at the same moment
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway

    Scenario: Two comparisons of the books have asked the orders, and go on together
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And the answer to looks from payments to orders waits at a barrier until 2 have come
      When payments are reconciled with orders twice at the same moment
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway
