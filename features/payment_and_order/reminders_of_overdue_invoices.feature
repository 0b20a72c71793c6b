@payment_order @critical
Feature: Reminders of overdue invoices
  A customer who has not paid an invoice in time is reminded of it once, with what is still to come.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice

  Rule: The customer is reminded a day after the due date, and once

    Scenario Outline: <days> days after the order
      When <days> days pass
      Then the customer has <number> mail that the invoice is overdue

      Examples:
        | days | number | why                                 |
        | 14   | no     | the statement comes a day later     |
        | 15   | one    | the transfer should have been on it |

    Scenario: The customer knows already
      Given 16 days have passed
      And the customer has been told by mail that the invoice is overdue
      And another customer may owe $50.00 on invoice
      And another customer has ordered 1 of the shop's 5 copies of "Emma" at $9.50 on invoice
      When 16 days pass
      Then another customer is told by mail that the invoice is overdue
      And the customer has one mail that the invoice is overdue

  Rule: A reminder is about what is still to come

    @smoke
    Scenario: Nothing was transferred
      When 16 days pass
      Then the customer is reminded by mail to transfer $19.00

    Scenario: A part was transferred
      Given the customer has transferred $10.00
      When 16 days pass
      Then the customer is reminded by mail to transfer $9.00

  Rule: What was paid or canceled in time is not reminded of

    Scenario: The whole sum was transferred
      Given the customer has transferred $19.00
      When 16 days pass
      Then the customer has no mail that the invoice is overdue

    Scenario: The order was canceled
      Given the customer has canceled the order
      When 16 days pass
      Then the customer has no mail that the invoice is overdue
