@checkout_gateway @critical
Feature: First payments after an outage
  The first request after an outage shows whether the gateway is back. Only then are others sent.

  Rule: A gateway that answers is back, also where it does not hold the amount

    Scenario: The first card after the outage is declined, and another one is charged
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the gateway could not be reached until the shop stopped calling it
      And 1 minute has passed
      And the customer's first card has been declined
      When the customer checks out with another card
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: The gateway is back, and asks for a pause at first
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the gateway could not be reached until the shop stopped calling it
      And 1 minute has passed
      And the gateway is busy and asks for a pause of one second
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

  Rule: Money that goes back waits until the gateway is called again

    Scenario: The staff refunds an order while the shop does not call the gateway
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the gateway could not be reached until the shop stopped calling it
      And the staff has requested a refund of the whole order
      When 1 minute passes
      Then the card has been charged $19.00 and refunded $19.00
      And the order is not marked for the staff
