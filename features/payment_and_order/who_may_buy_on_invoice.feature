@payment_order @critical
Feature: Who may buy on invoice
  The staff says how much a customer may owe. What is refused costs nothing, and holds no copy.

  Rule: A customer may owe what the staff has allowed, in its currency, and no more

    Scenario Outline: The limit is <limit>, and the order costs $19.00
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer may owe <limit> on invoice
      And the customer pays on invoice
      When the customer checks out
      Then the customer is told that <refusal>
      And 5 copies of "Dune" are left

      Examples:
        | limit  | refusal                               | why                         |
        | $18.99 | the order is too large for an invoice | a cent is missing           |
        | $0.00  | the order cannot be paid on invoice   | the staff trusts no longer  |
        | €50.00 | the order cannot be paid on invoice   | dollars were never allowed  |

    Scenario: The order costs exactly what the customer may owe
      Given the customer may owe $19.00 on invoice
      When the customer orders 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
      Then the customer owes $19.00 on invoice

    Scenario: A guest asks for an invoice
      Given the guest's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the guest pays on invoice
      When the guest checks out
      Then the guest is told that the order cannot be paid on invoice
      And 5 copies of "Dune" are left

    Scenario: A gift card is to be bought on invoice
      Given "Card for readers" is a gift card
      And the customer's cart holds 1 copy of "Card for readers" at $10.00
      And the customer pays on invoice, and may owe $50.00
      When the customer checks out
      Then the customer is told that the order cannot be paid on invoice

  Rule: What is owed for earlier orders counts, until it is paid

    Scenario: The first order is not paid yet
      Given the customer may owe $20.00 on invoice
      And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
      When the customer also orders 1 copy of "Dune"
      Then the customer is told that the order is too large for an invoice
      And 3 copies of "Dune" are left

    Scenario: The first order is paid
      Given the customer may owe $20.00 on invoice
      And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
      And the customer has transferred $19.00
      When the customer also orders 1 copy of "Dune"
      Then the customer owes $9.50 on invoice
      And 2 copies of "Dune" are left
