@resilience @critical
Feature: Last moment at the bank
  The shop's last inquiry before it gives a checkout up crosses with the customer, who comes back from the bank.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
    And the customer pays with a card whose bank asks for confirmation
    And the customer has been sent to the bank's page

  Rule: What the customer was told holds, whatever a late answer says

    Scenario: The answer to the last inquiry comes after the customer has got the order
      Given the answer to the inquiry from checkout to payments is kept back
      And 11 minutes have passed
      And the inquiry from checkout to payments has been answered, and the answer waits
      And the customer has confirmed the payment and come back
      When the answer to the inquiry from checkout to payments goes on
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
