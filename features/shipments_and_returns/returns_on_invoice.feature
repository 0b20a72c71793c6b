@shipments_returns @critical
Feature: Returns on invoice
  A customer can send back what is not paid yet. It stays owed until the staff refunds what came back.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: A return changes nothing of what is owed

    Scenario: A copy comes back before the invoice is paid
      When the warehouse reports that 1 copy of "Dune" of the order came back
      Then the customer sees that 1 copy of "Dune" came back
      And the customer gets one mail about each return
      And the customer owes $19.00 on invoice
      And 4 copies of "Dune" are left

  Rule: What is not paid yet of a copy that came back is not owed any more once it is refunded

    Scenario: The staff refunds the copy before the invoice is paid
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      When the staff refunds 1 copy of "Dune"
      Then the customer sees that $9.50 was taken off the invoice
      And the customer owes $9.50 on invoice
      And nothing has to be sent back

  Rule: What was paid for a copy that came back is refunded by the staff

    Scenario: The staff refunds the copy when the invoice is paid
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      And the customer has transferred $19.00
      When the staff refunds 1 copy of "Dune"
      Then $9.50 has to be sent back as a refund
      And the customer owes $0.00 on invoice
