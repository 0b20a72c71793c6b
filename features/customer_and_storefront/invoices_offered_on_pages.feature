@customer_storefront @browser @critical
Feature: Invoices offered on pages
  The payment page offers an invoice to a customer whom the staff allows it, and says what it refuses.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: An invoice is offered to a customer who may owe something in the currency of the cart

    Scenario: The customer may owe dollars
      Given the customer may owe $50.00 on invoice
      When the customer looks at what pays for the cart
      Then the customer's page says "On invoice, by bank transfer after the order"

    Scenario Outline: The customer may owe <limit>
      Given the customer may owe <limit> on invoice
      When the customer looks at what pays for the cart
      Then the customer's page says "Bank transfer in advance"
      And the customer's page does not say "On invoice"

      Examples:
        | limit  | why                         |
        | $0.00  | the staff trusts no longer  |
        | €50.00 | dollars were never allowed  |

  Rule: What is refused is told with one thing to do, and nothing is ordered

    Scenario: The order is larger than what the customer may owe
      Given the customer pays on invoice, and may owe $18.99
      When the customer checks out
      Then the customer begins to read at "The order is too large for an invoice"
      And the customer's page says "Choose another way to pay below."
      And the customer has no order

  Rule: The offer fits into the window, and the button does not say that it pays

    Scenario: The customer buys on an old phone
      Given the customer's window is 320 pixels wide
      And the customer pays on invoice, and may owe $50.00
      When the customer checks out
      Then the customer's page says "Still to transfer"
      And no page of the shop is wider than the customer's window
      And the customer owes $19.00 on invoice
