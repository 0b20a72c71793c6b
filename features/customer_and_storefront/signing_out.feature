@customer_storefront @browser @critical
Feature: Signing out
  More people than one use a browser. Who signs out leaves nothing of theirs to the next one.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later

  Rule: A browser whose customer has signed out knows nothing of the customer

    Scenario: The list of orders is opened after the customer has signed out
      Given the customer has signed out
      When the customer opens the list of orders
      Then the customer's page says "There are no orders to show."

    Scenario: A cart is filled after the customer has signed out
      Given the customer has signed out
      And the customer's cart holds 1 copy of "Dune"
      When the customer opens the address page
      Then nothing is filled in of the address of the customer

  Rule: No script can read what a browser keeps for the shop

    Scenario: The customer is signed in
      When the customer opens the list of orders
      Then no script on the customer's page can read a cookie of the shop
