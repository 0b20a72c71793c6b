@cart_inventory @critical @policy_merges_carts
Feature: Signing in during a checkout
  A guest may sign in while the bank asks for confirmation. Paid copies do not stay in the merged cart.

  Background:
    Given the shop has 5 copies of "Dune" and "Emma" each at $9.50
    And a guest's cart holds 2 copies of "Dune"
    And the guest pays with a card whose bank asks for confirmation

  Rule: Bought copies leave the cart into which they were merged, and no other copies do

    Scenario: The guest signs in at the bank's page and then confirms the payment
      Given the customer's cart holds 1 copy of "Emma"
      And the guest has been sent to the bank's page
      And the guest has signed in as the customer
      When the guest confirms the payment and comes back
      Then the guest has one order of $19.00
      And the customer's cart holds 1 copy of "Emma"

    Scenario: The customer's own copies of the same title stay in the cart
      Given the customer's cart holds 1 copy of "Dune"
      And the guest has been sent to the bank's page
      And the guest has signed in as the customer
      When the guest confirms the payment and comes back
      Then the guest has one order of $19.00
      And the customer's cart holds 1 copy of "Dune"

    Scenario: The customer's own copies have left room for a part of the bought ones only
      Given the shop has 20 copies of "Ivanhoe" at $9.50
      And the guest's cart holds 6 copies of "Ivanhoe"
      And the customer's cart holds 7 copies of "Ivanhoe"
      And the guest has been sent to the bank's page
      And the guest has signed in as the customer
      When the guest confirms the payment and comes back
      Then the customer's cart holds 7 copies of "Ivanhoe"

    Scenario: Copies that were not paid for stay in the customer's cart
      Given the customer's cart holds 1 copy of "Emma"
      And the guest has been sent to the bank's page
      And the guest has signed in as the customer
      When the guest fails the bank's check and comes back
      Then the customer's cart holds 2 copies of "Dune" and 1 copy of "Emma"
      And the card has not been charged

  Rule: A cart that was bought cannot be claimed any more

    Scenario: The guest signs in after the order
      Given the guest has been sent to the bank's page
      And the guest has confirmed the payment and come back
      When the guest signs in as the customer
      Then the customer is told that the cart has been bought already
      And the guest has one order of $19.00
