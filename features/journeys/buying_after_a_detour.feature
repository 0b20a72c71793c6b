@journeys @critical
Feature: Buying after a detour
  Declines, confirmations and sign-ins interrupt a checkout. The customer gets the order all the same.

  Rule: A checkout after a detour ends with one order, one charge and one mail

    @core
    Scenario: A customer is declined, changes the card and succeeds
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's first card has been declined
      When the customer checks out with another card
      Then the customer has one order of $19.00 for 2 copies of "Dune"
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

    @core
    Scenario: A customer confirms the payment and never comes back to the shop
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer confirms the payment and never comes back
      Then the customer has one order of $19.00 for 2 copies of "Dune"
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

    @policy_merges_carts
    Scenario: A guest signs in midway and buys what both carts held
      Given the shop has 5 copies of "Dune" and "Emma" each at $9.50
      And the customer's cart holds 1 copy of "Emma"
      And a guest's cart holds 2 copies of "Dune"
      And the guest has signed in as the customer
      When the customer checks out
      Then the customer has one order of $28.50 for 1 copy of "Emma" and 2 copies of "Dune"
      And the customer gets one confirmation mail over $28.50

    @policy_merges_carts
    Scenario: A guest signs in at the bank's page and is charged once
      Given a guest's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the guest pays with a card whose bank asks for confirmation
      And the guest has been sent to the bank's page
      And the guest has signed in as the customer
      When the guest confirms the payment and comes back
      Then the guest has one order of $19.00 for 2 copies of "Dune"
      And the guest gets one confirmation mail over $19.00
