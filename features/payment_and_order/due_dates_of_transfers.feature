@payment_order @critical
Feature: Due dates of transfers
  A due date is a day of the customer's calendar. It is reckoned from the day of the order at the destination.

  Rule: The days between an order and its due date are whole days at the destination

    Scenario: The clocks change between an order in advance and its due date
      Given the customer lives in Germany
      And in Germany it is half past 23, 3 days before the clocks change
      And the customer pays in advance
      And the customer's cart holds 2 copies of "Dune" at €9.50
      When the customer checks out
      Then the customer's order of €19.00 is waiting for a transfer

    Scenario: The year ends between an order in advance and its due date
      Given the customer lives in Japan
      And in Japan the year ends in 2 minutes
      And the customer pays in advance
      And the customer's cart holds 2 copies of "Dune" at ¥950
      When the customer checks out
      Then the customer's order of ¥1900 is waiting for a transfer

    Scenario: The clocks change between an order on invoice and its due date
      Given the customer lives in Germany
      And in Germany it is half past 23, 3 days before the clocks change
      And the customer pays on invoice, and may owe €50.00
      And the customer's cart holds 2 copies of "Dune" at €9.50
      When the customer checks out
      Then the customer owes €19.00 on invoice
