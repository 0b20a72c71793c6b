@journeys @smoke @blocker @core
Feature: Buying two titles
  What a customer expects of a bookstore: the titles, one charge, one order, one mail.

  Rule: A paid order reduces the stock once and is charged once

    Scenario: A customer buys two titles with a card
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's cart holds 1 of the shop's 3 copies of "Emma" at $15.00
      When the customer checks out
      Then the customer has one order of $34.00 for 2 copies of "Dune" and 1 copy of "Emma"
      And the card has been charged $34.00 once
      And the customer gets one confirmation mail over $34.00
      And 3 copies of "Dune" and 2 copies of "Emma" are left

  Rule: A guest without an account can buy as well

    Scenario: A guest buys a title with a wallet
      Given the shop has 5 copies of "Dune" at $9.50
      And a guest's cart holds 1 copy of "Dune"
      And the guest pays with a wallet
      When the guest checks out
      Then the guest has one order of $9.50
      And the wallet has been charged $9.50 once
      And the guest gets one confirmation mail over $9.50
