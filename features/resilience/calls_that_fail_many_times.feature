@resilience @critical
Feature: Calls that fail many times
  A call that no person waits for is repeated until it succeeds, however often it has failed before.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: What has failed nine times is done at the tenth

    Scenario: The customer gets the mail
      Given the first 9 events from orders to notifications are reset
      And the customer has bought the cart
      When the event from orders to notifications has been tried 10 times
      Then the customer gets one confirmation mail over $19.00

    Scenario: The customer gets the money back
      Given the customer has bought the cart
      And the first 9 reversals from orders to payments are reset
      When the customer cancels the order
      And the reversal from orders to payments has been tried 10 times
      Then the card has been charged $19.00 and refunded $19.00

    Scenario: The copies of a canceled order come back
      Given the customer has bought the cart
      And the first 9 restocks from orders to inventory are reset
      When the customer cancels the order
      And the restock from orders to inventory has been tried 10 times
      Then 5 copies of "Dune" are left

    Scenario: The staff sees that the order is disputed
      Given the customer has bought the cart
      And the first 9 flags from payments to orders are reset
      And the gateway has reported a dispute of the charge
      When the flag from payments to orders has been tried 10 times
      Then the order is marked for the staff
