@payment_order @critical
Feature: Overdue invoices
  An invoice that is not paid in time stays owed. Until it is paid, nothing more is sold on invoice.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice

  Rule: A customer with an overdue invoice pays it before buying on invoice again

    Scenario Outline: <days> days after the order
      Given <days> days have passed
      When the customer also orders 1 copy of "Dune"
      Then <outcome>

      Examples:
        | days | outcome                                              | why                             |
        | 14   | the customer owes $28.50 on invoice                  | the statement comes a day later |
        | 16   | the customer is told that an earlier invoice is overdue | it should have come          |

    Scenario: The overdue invoice is paid
      Given 45 days have passed
      And the customer has been told by mail that the invoice is overdue
      And the customer has transferred $19.00
      When the customer also orders 1 copy of "Dune"
      Then the customer owes $9.50 on invoice

  Rule: No deadline cancels what is owed

    Scenario: A month after the due date
      When 45 days pass
      Then the customer's order of $19.00 is owed on invoice
      And 3 copies of "Dune" are left
