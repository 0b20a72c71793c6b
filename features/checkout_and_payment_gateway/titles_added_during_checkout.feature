@checkout_gateway @critical
Feature: Titles added during checkout
  A customer can go on shopping in another tab while the bank waits. What was not bought is not lost.

  Background:
    Given the shop has 5 copies of "Dune" and "Emma" each at $9.50

  Rule: What is added while a cart is being bought waits in the next cart

    Scenario: The customer adds a title in another tab
      Given the customer's cart holds 2 copies of "Dune"
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the customer's cart has been changed in a second tab to 1 copy of "Emma"
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00 for 2 copies of "Dune"
      And the customer's next cart holds 1 copy of "Emma"

    Scenario: A guest adds a title in another tab
      Given a guest's cart holds 2 copies of "Dune"
      And the guest pays with a card whose bank asks for confirmation
      And the guest has been sent to the bank's page
      And the guest's cart has been changed in a second tab to 1 copy of "Emma"
      When the guest confirms the payment and comes back
      Then the guest has one order of $19.00 for 2 copies of "Dune"
      And the guest's next cart holds 1 copy of "Emma"

    Scenario: The customer adds a copy of a title that is being bought
      Given the customer's cart holds 2 copies of "Dune"
      And the customer pays with a wallet whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the customer's cart has been changed in a second tab to 3 copies of "Dune"
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00 for 2 copies of "Dune"
      And the customer's next cart holds 1 copy of "Dune"

    Scenario: A guest adds a title and signs in before the payment is confirmed
      Given a guest's cart holds 2 copies of "Dune"
      And the guest pays with a card whose bank asks for confirmation
      And the guest has been sent to the bank's page
      And the guest's cart has been changed in a second tab to 1 copy of "Emma"
      And the guest has signed in as the customer
      When the guest confirms the payment and comes back
      Then the customer's cart holds 1 copy of "Emma"

    Scenario: A guest enters a code and signs in before the payment is confirmed
      Given a guest's cart holds 2 copies of "Dune"
      And the guest pays with a card whose bank asks for confirmation
      And the guest has been sent to the bank's page
      And the guest has entered the code "SPRING"
      And the guest has signed in as the customer
      When the guest confirms the payment and comes back
      Then the customer's cart has the code "SPRING"

  Rule: What waits can be bought

    Background:
      Given a guest's cart holds 2 copies of "Dune"
      And the guest pays with a card whose bank asks for confirmation
      And the guest has been sent to the bank's page

    Scenario: A guest buys what was added at the bank's page
      Given the guest's cart has been changed in a second tab to 1 copy of "Emma"
      And the guest has confirmed the payment and come back
      When the guest checks out the next cart with another card
      Then the guest has one order of $9.50 for 1 copy of "Emma"
      And 4 copies of "Emma" are left
