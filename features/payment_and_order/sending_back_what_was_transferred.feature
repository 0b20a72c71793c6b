@payment_order @critical
Feature: Sending back what was transferred
  The shop cannot draw on a bank account: the staff sends back by hand what the shop owes.

  Background:
    Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance

  Rule: A transfer is booked once, however often the bank reports it

    Scenario: The bank reports a transfer twice
      Given the customer has transferred $19.00
      When the bank reports the transfer once more
      Then the customer's order of $19.00 is paid
      And nothing has to be sent back

    Scenario: The bank reports another amount under the same id
      Given the customer has transferred $10.00
      When the bank reports the transfer once more, as one of $19.00
      Then the customer is told that the transfer was reported otherwise
      And $9.00 of the order is still to be transferred

  Rule: A customer who cancels gets back what was transferred

    Scenario: The customer cancels while a part has arrived
      Given the customer has transferred $10.00
      When the customer cancels the order
      Then $10.00 has to be sent back, since it was for a canceled order
      And the customer is told by mail that the order is canceled
      And 5 copies of "Dune" are left

  Rule: A refund is made once the staff has sent the money

    Scenario: The staff has sent a refund
      Given the customer has transferred $19.00
      And the staff has refunded $4.99 of the order
      When the staff sends back what is owed
      Then the customer is told by mail that the money was sent back
      And nothing has to be sent back

    Scenario: A refund waits until the staff has sent it
      Given the customer has transferred $19.00
      When the staff refunds $4.99 of the order
      Then $4.99 has to be sent back as a refund

    Scenario: The staff marks what nobody is owed
      When the staff marks money as sent back that is not owed
      Then the customer is told that no such money is owed
