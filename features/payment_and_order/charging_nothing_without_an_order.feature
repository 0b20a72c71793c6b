@payment_order @blocker @smoke
Feature: Charging nothing without an order
  No customer is charged without an order: a hold is released, and a charge is refunded.

  Rule: A payment does not stay with the shop when the order cannot be made

    Scenario: The hold on a card is released
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the order service is down
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released
      And the customer's cart holds 2 copies of "Dune"

    Scenario: The charge to a wallet is refunded
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a wallet
      And the order service is down
      When the customer checks out
      Then the customer is asked to try again later
      And the wallet has been charged $19.00 and refunded $19.00
      And the customer's cart holds 2 copies of "Dune"

  Rule: Once the order service is back, the same cart can be bought

    Scenario: The customer tries again after the order service has come back
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the first checkout has failed because the order service was down
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
