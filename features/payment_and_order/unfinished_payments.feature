@payment_order @blocker
Feature: Unfinished payments
  The money is taken before the order is marked as paid. A checkout that is lost in between is missed by nobody.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50
    And the customer's checkout is about to mark the order as paid
    And the checkout has broken off

  Rule: Money whose order still waits for it is found and reported

    Scenario: The checkout stays away after the money was taken
      Given an hour has passed
      When the books are compared
      Then money of $19.00 whose order is not paid is found and reported
      And the customer's unpaid order is marked for the staff

  Rule: An order that is paid after all needs nobody any more

    Scenario: The checkout comes back after its money was found
      Given an hour has passed
      And the books have been compared
      When the checkout comes back
      Then the customer's order of $19.00 is paid after all
      And the customer's order is not marked for the staff any more
