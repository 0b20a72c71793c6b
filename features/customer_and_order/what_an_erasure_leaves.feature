@customer_order @critical
Feature: What an erasure leaves
  What was bought, paid and given back stays as it was, and money can still go back.

  Background:
    Given the customer has bought 2 copies of "Dune" at $9.50
    And the customer has got 2 copies of "Dune" of the order
    And the customer has had all personal data erased

  Rule: Money goes back also after the erasure, and nobody is told

    Scenario: A copy comes back after the erasure
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      When the staff refunds 1 copy of "Dune"
      Then the card has been charged $19.00 and refunded $9.50
      And the customer gets no mail about a refund
      And no service still knows the customer

    Scenario: A refund is made at the gateway's dashboard after the erasure
      When $4.00 is refunded at the gateway's dashboard
      Then $4.00 of the order has been refunded
      And no service still knows the customer

  Rule: An invoice keeps its numbers and names no person

    Scenario: The customer asks for a copy after the erasure
      When the customer asks for a copy of the invoice
      Then the invoice names no person
      And the lines and taxes of the invoice sum to its total

  Rule: A confirmation of an erased order is sent to nobody

    Scenario: The staff asks for another copy of the confirmation
      When the staff requests another copy of the confirmation mail
      Then the staff is told that there is no confirmation to send
