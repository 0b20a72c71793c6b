@checkout_gateway @blocker
Feature: Captures that fail
  Between the hold and the capture lies the order. A capture that fails leaves neither order nor charge.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50

  Rule: An order whose money cannot be taken is not made, and the hold is given up

    Scenario: The gateway refuses to take the money
      Given the gateway refuses to take the money
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no order that stands
      And the hold of $19.00 on the card has been given up
      And 3 copies of "Dune" are left

    Scenario: The hold runs out before the money is taken
      When the customer checks out, and the hold runs out before the money is taken
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been given up
      And 3 copies of "Dune" are left

  Rule: Money that is not taken yet is not taken twice

    Scenario: The gateway is asked again while it still takes the money
      When the customer checks out, and the gateway still takes the money when it is asked again
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: The gateway calls the payment something that nobody knows
      Given the gateway says for a while that the payment is "under_review", and takes nothing
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

  Rule: Another amount than the order costs is given back, and the staff hears of it

    Scenario: Somebody takes less at the gateway itself
      When the customer checks out, and somebody takes $5.00 of it at the gateway itself
      Then the customer is asked to try again later
      And the customer has no order that stands
      And the card has $5.00 back of $5.00
      And the staff is alerted once that another amount was taken

    Scenario: Somebody else has asked for another amount under the same name
      Given somebody else asks for $25.00 under the name of the customer's payment
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no order
      And the hold of $25.00 on the card has been given up
      And the staff is alerted once that another request has the payment's name
