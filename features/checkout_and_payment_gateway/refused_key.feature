@checkout_gateway @critical
Feature: Refused key
  The shop's key at the gateway can be rotated or revoked. Customers hear at once that they cannot pay.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
    And the gateway does not accept the shop's key any more

  Rule: A refused key is told at once, to the customer and to the staff

    Scenario: The customer is told that nobody can pay
      When the customer checks out
      Then the customer is told "We cannot take payments at the moment. You have not been charged."
      And the staff is alerted once that the gateway refuses the key
      And 3 copies of "Dune" are left

  Rule: The key itself is never written down

    Scenario: The alert does not repeat the key
      When the customer checks out
      Then the staff is alerted once that the gateway refuses the key
      And the key stands in no log

  Rule: With an accepted key customers can pay again

    Scenario: The shop's key is accepted again
      Given the gateway accepts the shop's key again
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
