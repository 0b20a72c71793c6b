@payment_order @critical
Feature: Paying on invoice
  A customer whom the staff trusts gets the copies first, and transfers the money within two weeks.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice

  Rule: The copies are sold at once, and the money is due in two weeks

    @smoke
    Scenario: The order is owed
      When 3 days pass
      Then the customer's order of $19.00 is owed on invoice
      And the customer is told by mail to transfer $19.00 within 11 days
      And 3 copies of "Dune" are left
      And the customer owes $19.00 on invoice

    Scenario: The parcel leaves before the money has come
      When the warehouse ships 2 copies of "Dune" of the order
      Then the customer sees one parcel with 2 copies of "Dune" in all
      And the customer's order of $19.00 is owed on invoice

  Rule: The order is paid once the whole sum has arrived, early or late

    @smoke
    Scenario: The whole sum arrives
      When the customer transfers $19.00
      Then the customer's order of $19.00 is paid
      And the customer is told by mail that the payment has arrived
      And nothing has to be sent back
      And the customer owes $0.00 on invoice

    Scenario: A part arrives
      When the customer transfers $10.00
      Then the customer's order of $19.00 is owed on invoice
      And $9.00 of the order is still to be transferred
      And the customer owes $9.00 on invoice

    Scenario: The money comes a month late
      Given 45 days have passed
      And the customer has been told by mail that the invoice is overdue
      When the customer transfers $19.00
      Then the customer's order of $19.00 is paid
      And nothing has to be sent back

    Scenario: The customer transfers too much
      When the customer transfers $20.50
      Then the customer's order of $19.00 is paid
      And $1.50 has to be sent back, since it was too much
