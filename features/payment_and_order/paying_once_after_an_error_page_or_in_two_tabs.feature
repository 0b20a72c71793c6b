@payment_order @blocker
Feature: Paying once after an error page or in two tabs
  A customer who has seen no result checks out again, perhaps with another payment method, and is charged once.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: An order that was paid before an error page is not paid again

    Scenario: The customer checks out again after an error page
      Given the customer has checked out and seen only an error page
      When the customer checks out
      Then the customer is told that the cart has been bought already
      And the customer has one order of $19.00
      And exactly one payment has been charged, of $19.00

  Rule: Of two payments of one cart at the same moment one is charged

    @core
    Scenario: One tab pays by card, the other by wallet
      When the customer pays from two tabs at the same moment, by card and by wallet
      Then the customer has one order of $19.00
      And exactly one payment has been charged, of $19.00
      And 3 copies of "Dune" are left
