@payment_order @critical
Feature: Canceling what is owed
  A customer who cancels an order on invoice owes nothing for it, and gets back what was transferred.

  Background:
    Given the customer may owe $20.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice

  Rule: A canceled order is not owed, and makes room for another one

    Scenario: Nothing was transferred
      When the customer cancels the order
      Then the customer is told by mail that the order is canceled
      And the customer owes $0.00 on invoice
      And 5 copies of "Dune" are left
      And nothing has to be sent back

    Scenario: Another order follows
      Given the customer has canceled the order
      When the customer also orders 1 copy of "Dune"
      Then the customer owes $9.50 on invoice
      And 4 copies of "Dune" are left

  Rule: What was transferred goes back, early or late

    Scenario: A part was transferred
      Given the customer has transferred $10.00
      When the customer cancels the order
      Then $10.00 has to be sent back, since it was for a canceled order
      And the customer owes $0.00 on invoice
      And 5 copies of "Dune" are left

    Scenario: The transfer comes after the cancellation
      Given the customer has canceled the order
      When the customer transfers $19.00
      Then $19.00 has to be sent back, since it was for a canceled order
      And the customer's order of $19.00 is canceled

  Rule: What has left is owed

    Scenario: The customer cancels when the parcel has left
      Given the warehouse has shipped 2 copies of "Dune" of the order
      When the customer cancels the order
      Then the customer is told that the order is under way
      And the customer owes $19.00 on invoice
