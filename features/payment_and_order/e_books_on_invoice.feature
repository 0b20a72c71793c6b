@payment_order @critical
Feature: E-books on invoice
  An e-book that is bought on invoice is delivered at once, and stays owed when it was opened.

  Background:
    Given "Emma" is an e-book
    And the customer pays on invoice, and may owe $20.00
    And the customer has bought 1 copy of "Emma" at $9.50

  Rule: The link comes with the confirmation, before the money

    Scenario: The customer reads at once
      When the customer opens the link to "Emma"
      Then the customer can read "Emma"
      And the customer owes $9.50 on invoice

    Scenario: The customer pays afterwards
      When the customer transfers $9.50
      Then the customer is told by mail that the payment has arrived
      And the customer owes $0.00 on invoice

  Rule: What was opened is not given back

    Scenario: The customer cancels after reading
      Given the customer has opened the link to "Emma"
      When the customer cancels the order
      Then the customer is told that "Emma" was opened
      And the customer owes $9.50 on invoice
