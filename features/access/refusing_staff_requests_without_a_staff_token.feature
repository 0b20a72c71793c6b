@access @critical
Feature: Refusing staff requests without a staff token
  Only the staff changes stock, prices and discount codes, and only the staff refunds an order.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50

  Rule: A customer's token permits no request of the staff, not even about the customer's own order

    Scenario: The customer is not allowed to refund the order
      When the customer tries to refund the order
      Then the request is refused because the caller lacks the permission
      And no data of the shop has changed

  Rule: A request of the staff is refused without a token

    Scenario: A visitor who is not signed in is not allowed to set the price
      When a visitor tries to set the price without signing in
      Then the request is refused because the visitor has not signed in
      And no data of the shop has changed
