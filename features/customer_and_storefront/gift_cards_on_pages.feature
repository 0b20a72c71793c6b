@customer_storefront @browser @normal
Feature: Gift cards on pages
  Pages say what a gift card is, and where its code goes. None of them shows one.

  Background:
    Given "Card for readers" is a gift card

  Rule: The page of an order says where the codes are sent, and shows none

    Scenario: The customer wants to cancel the order
      Given the customer has bought 1 copy of "Card for readers" at $25.00
      When the customer cancels the order
      Then the customer's page says "No page shows a code"
      And the customer's page says "the order cannot be canceled"

  Rule: An invoice says why a gift card is not taxed

    Scenario: A book is taxed beside it
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer has bought 1 copy of "Dune" and 1 copy of "Card for readers" each at $20.00
      When the customer opens the invoice
      Then the customer's page says "it is taxed when it is spent"
      And the customer's page says "10%"
