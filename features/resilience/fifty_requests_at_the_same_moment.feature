@resilience @load @critical
Feature: Fifty requests at the same moment
  The races that are forced with two requests run here with fifty.

  Rule: Fifty requests for the same thing take effect once

    Scenario: A cart is submitted fifty times
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      When the same checkout is submitted 50 times at the same moment
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

    Scenario: The staff refunds a dollar fifty times
      Given the customer has bought 2 copies of "Dune" at $9.50
      When 50 members of the staff refund $1.00 each at the same moment
      Then the card has been charged $19.00 and refunded $19.00
      And the order has 19 refunds, and none of them failed

    Scenario: Payments are reconciled fifty times
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      When payments are reconciled with orders 50 times at the same moment, retrying until it is answered
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway

  Rule: Fifty customers get fifty copies

    Scenario: Fifty customers want one of fifty copies
      Given the shop has 50 copies of "Dune" at $9.50
      And 50 customers each have 1 copy of "Dune" in the cart
      When all of them check out at the same moment
      Then each of them has one order of $9.50
      And no copies of "Dune" are left
