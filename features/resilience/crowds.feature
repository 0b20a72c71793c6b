@resilience @load @critical
Feature: Crowds
  What was forced two at a time is let happen fifty at a time.

  Rule: However many come at the same moment, what can be had once is had once

    Scenario: A cart is submitted fifty times
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      When the same checkout is submitted 50 times at the same moment
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

    Scenario: The staff refunds a dollar fifty times
      Given the customer has bought 2 copies of "Dune" at $9.50
      When 50 of the staff refund $1.00 each at the same moment
      Then the card has $19.00 back of $19.00
      And the order has 19 refunds, and none of them failed

    Scenario: The books are compared fifty times
      Given the gateway has taken $19.00 for a checkout that nobody knows
      And an hour has passed
      When the books are compared 50 times at the same moment
      Then nobody has money of the customers that no order stands for
      And the money went back once

  Rule: However many come at the same moment, whoever can have it gets it

    Scenario: Fifty customers want one of fifty copies
      Given the shop has 50 copies of "Dune" at $9.50
      And 50 customers each have 1 copy of "Dune" in the cart
      When all of them check out at the same moment
      Then each of them has one order of $9.50
      And no copies of "Dune" are left
