@checkout_gateway @critical
Feature: Rejected gateway key
  The shop's key at the gateway can be rotated or revoked. Customers are told at once that they cannot pay.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
    And the gateway rejects the shop's key

  Rule: The customer and the staff are told about a rejected key at once

    Scenario: The customer is told that payments are not possible
      When the customer checks out
      Then the customer is told "We cannot take payments at the moment. You have not been charged."
      And the staff is alerted once that the gateway refuses the key
      And 3 copies of "Dune" are left

  Rule: The key itself is never logged

    Scenario: The alert does not contain the key
      When the customer checks out
      Then the staff is alerted once that the gateway refuses the key
      And no log contains the key

  Rule: With an accepted key customers can pay again

    Scenario: The shop's key is accepted again
      Given the gateway accepts the shop's key again
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
