@access @critical
Feature: Refusing internal requests of customers
  A customer's token is not a service token. Internal requests are made by services alone.

  Rule: A customer's token permits no internal request

    Scenario: The customer is not allowed to authorize a payment
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has come back later
      And the customer's cart holds 2 copies of "Dune"
      When the customer tries to authorize a payment
      Then the request is refused because the caller lacks the permission
      And no data of the shop has changed
