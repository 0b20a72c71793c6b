@payment_order @critical
Feature: E-books in advance
  An e-book that is paid by transfer is delivered once all of the money has arrived.

  Background:
    Given "Emma" is an e-book
    And the customer pays in advance
    And the customer has bought 1 copy of "Emma" at $9.50

  Rule: The link comes with the confirmation, and not before

    Scenario: A part of the money has arrived
      When the customer transfers $5.00
      Then the customer is asked by mail to transfer $4.50
      And no mail to the customer has a link

    Scenario: All of the money has arrived
      Given the customer has transferred $9.50
      When the customer opens the link to "Emma"
      Then the customer can read "Emma"
      And nothing has to be sent back
