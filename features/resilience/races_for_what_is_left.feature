@resilience @blocker
Feature: Races for what is left
  Two who look at the same moment see the same. Only one of them may take it.

  Rule: Never more goes back than was paid

    Scenario: Two refunds that are too much together meet at the order
      Given the customer has bought 2 copies of "Dune" at $9.50
      And refunds from staff to orders wait at a barrier until 2 have come
      When two of the staff refund $10.00 each at the same moment
      Then the order's refund of $10.00 is refunded
      And the card has $10.00 back of $19.00

    Scenario: Two refunds that are right together meet at the payment
      Given the customer has bought 2 copies of "Dune" at $9.50
      And refunds from orders to payments wait at a barrier until 2 have come
      When two of the staff refund $5.00 each at the same moment
      Then the card has $10.00 back of $19.00

  Rule: Books that are compared twice at the same moment are put right once

    Scenario: Two comparisons of the books meet
      Given the gateway has taken $19.00 for a checkout that nobody knows
      And an hour has passed
      And reconciliations from staff to payments wait at a barrier until 2 have come
      When the books are compared twice at the same moment
      Then nobody has money of the customers that no order stands for
      And the money went back once

    Scenario: Two comparisons of the books have asked the orders, and go on together
      Given the gateway has taken $19.00 for a checkout that nobody knows
      And an hour has passed
      And the answer to looks from payments to orders waits at a barrier until 2 have come
      When the books are compared twice at the same moment
      Then nobody has money of the customers that no order stands for
      And the money went back once
