@payment_order @critical
Feature: Gift cards in advance
  A gift card that is paid by transfer is issued once all of the money has arrived.

  Background:
    Given "Card for readers" is a gift card
    And the customer pays in advance
    And the customer has bought 1 copy of "Card for readers" at $25.00

  Rule: The code comes with the confirmation, and not before

    Scenario: A part of the money has arrived
      When the customer transfers $5.00
      Then the customer is asked by mail to transfer $20.00
      And no mail to the customer has a code

    Scenario: All of the money has arrived
      When the customer transfers $25.00
      Then the confirmation mail has the code of 1 gift card of $25.00
      And nothing has to be sent back

  Rule: An order that waits for its transfer has no gift card yet, and is canceled like any other

    Scenario: The customer cancels the order
      When the customer cancels the order
      Then the customer's order of $25.00 is canceled
      And no mail to the customer has a code
