@checkout_gateway @blocker
Feature: Customers who stay away
  Between the shop and the bank's page a browser can get lost. Neither the money nor the books may.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
    And the customer pays with a card whose bank asks for confirmation
    And the customer has been sent to the bank's page

  Rule: A confirmed payment becomes an order whether or not the customer comes back

    @smoke
    Scenario: The customer confirms the payment and closes the browser
      When the customer confirms the payment and never comes back
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: The customer comes back at the moment the gateway tells of the confirmation
      When the customer comes back twice at the moment the gateway tells of the confirmation
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

  Rule: After ten minutes nothing is held any more

    Scenario: The customer leaves the bank's page open
      When the customer lets 11 minutes pass at the bank's page
      Then the customer is told "The payment was not confirmed in time, and nothing was charged. Please try again."
      And the hold of $19.00 on the card has been given up
      And 3 copies of "Dune" are left

  Rule: Whoever changes the way to pay takes the first one back

    Scenario: The customer pays with another card instead of confirming
      When the customer checks out with another card
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And 1 copy of "Dune" is left

    Scenario: The customer pays with a wallet instead of confirming
      When the customer checks out with a wallet instead
      Then the customer has one order of $19.00
      And the wallet has been charged $19.00 once
      And 1 copy of "Dune" is left
