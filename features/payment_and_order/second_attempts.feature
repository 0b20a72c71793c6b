@payment_order @blocker
Feature: Second attempts
  Whoever does not know whether they have paid tries again, perhaps in another way. They pay once.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: What was paid behind an error page is not paid again

    Scenario: The customer checks out anew after an error page
      Given the customer has checked out and seen nothing but an error page
      When the customer checks out again from a second tab
      Then the customer is told that the cart has been bought already
      And the customer has one order of $19.00
      And one card has been charged, $19.00

  Rule: Whoever pays in two ways at the same moment pays in one of them

    Scenario: One tab pays by card, the other by wallet
      When the customer pays from two tabs at the same moment, by card and by wallet
      Then the customer has one order of $19.00
      And one card has been charged, $19.00
      And 3 copies of "Dune" are left
