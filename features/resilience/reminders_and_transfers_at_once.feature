@resilience @blocker
Feature: Reminders and transfers at once
  A transfer may arrive at the moment of the reminder. Nobody is reminded of money that the shop has booked.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice

  Rule: What was booked before the reminder counts, however late orders learns of it

    Scenario: The notice of the whole sum is on its way
      Given the transfer notice from payments to orders is kept back
      And the bank has reported late that the customer transferred $19.00 in time
      And 16 days have passed
      And the customer has been told by mail that the payment has arrived
      When the transfer notice from payments to orders goes on
      Then the customer's order of $19.00 is paid
      And the customer has no mail that the invoice is overdue

    Scenario: The notice of a part is on its way
      Given the transfer notice from payments to orders is kept back
      And the bank has reported late that the customer transferred $10.00 in time
      And 16 days have passed
      When the transfer notice from payments to orders goes on
      Then the customer is reminded by mail to transfer $9.00
      And $9.00 of the order is still to be transferred

  Rule: Who pays or cancels while orders asks is not reminded

    Scenario: The transfer is reported after orders has asked for it
      Given the answer to the look from orders to payments is kept back
      And 16 days have passed
      And the bank has reported late that the customer transferred $19.00 in time
      And the customer has been told by mail that the payment has arrived
      When the answer to the look from orders to payments goes on
      Then the customer has no mail that the invoice is overdue

    Scenario: The customer cancels after orders has asked
      Given the answer to the look from orders to payments is kept back
      And 16 days have passed
      And the customer has canceled the order
      When the answer to the look from orders to payments goes on
      Then the customer has no mail that the invoice is overdue
      And the customer owes $0.00 on invoice
