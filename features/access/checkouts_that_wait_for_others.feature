@access @critical
Feature: Checkouts that wait for others
  A checkout waits until its customer has come back from the bank's page. To others it does not exist.

  Background:
    Given the gateway's webhooks are lost
    And the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
    And the customer pays with a card whose bank asks for confirmation

  Rule: Only the customer of a checkout can continue it

    Scenario: A stranger cannot continue the checkout of the customer
      Given the customer has been sent to the bank's page
      And the customer confirmed the payment 2 minutes ago
      When a stranger tries to continue the checkout
      Then the request is refused because there is no such checkout
      And the customer has no order

    Scenario: A guest with another cart cannot continue the checkout of the customer
      Given the customer has been sent to the bank's page
      And the customer confirmed the payment 2 minutes ago
      When a guest with another cart tries to continue the checkout of the customer
      Then the request is refused because there is no such checkout
      And the customer has no order
