@checkout_gateway @blocker
Feature: Customers who stay away
  A customer may never return from the bank's page. The payment must still end in an order or a release.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
    And the customer pays with a card whose bank asks for confirmation
    And the customer has been sent to the bank's page

  Rule: A confirmed payment becomes an order whether or not the customer comes back

    @smoke @core
    Scenario: The customer confirms the payment and closes the browser
      When the customer confirms the payment and never comes back
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: The customer comes back at the moment the gateway reports the confirmation
      When the customer comes back twice at the moment the gateway reports the confirmation
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

  Rule: After ten minutes the hold and the copies are released

    Scenario: The customer leaves the bank's page open
      When the customer lets 11 minutes pass at the bank's page
      Then the customer is told "The payment was not confirmed in time, and nothing was charged. Please try again."
      And the payment of $19.00 has been canceled before anything was held
      And 3 copies of "Dune" are left

  Rule: A new payment replaces the first payment of the same cart

    @core
    Scenario: The customer pays with another card instead of confirming
      When the customer checks out with another card
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And 1 copy of "Dune" is left

    @core
    Scenario: The customer pays with a wallet instead of confirming
      When the customer checks out with a wallet
      Then the customer has one order of $19.00
      And the wallet has been charged $19.00 once
      And 1 copy of "Dune" is left
