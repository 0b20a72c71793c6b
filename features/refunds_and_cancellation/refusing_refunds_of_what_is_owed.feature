@refunds_cancellation @critical @policy_repeats_refunds
Feature: Refusing refunds of what is owed
  An order on invoice is refunded once at most, and only what can no longer be canceled.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice

  Rule: As long as nothing has left, the customer cancels the order

    Scenario: The staff refunds before the first parcel
      When the staff refunds 1 copy of "Dune"
      Then the staff is told that the order cannot be refunded yet
      And the customer owes $19.00 on invoice

  Rule: At most the price of the order is refunded, paid or not

    Scenario Outline: The staff refunds <refund> after <earlier>
      Given the warehouse has shipped 2 copies of "Dune" of the order
      And the staff has refunded <earlier> of the order
      When the staff refunds <refund> of the order
      Then the staff is told that at most <left> can be refunded
      And the customer owes <left> on invoice

      Examples:
        | earlier | refund | left  | why                        |
        | $9.50   | $9.51  | $9.50 | a cent more than is left   |
        | $19.00  | $0.01  | $0.00 | nothing is owed any more   |

  Rule: The id of a refund is that of one refund

    Scenario: The staff refunds another amount with the same refund id
      Given the warehouse has shipped 2 copies of "Dune" of the order
      And the staff has refunded $4.00 of the order
      When the staff refunds $5.00 of the customer's order with the same refund id
      Then the staff is told that the refund id is taken
      And the customer owes $15.00 on invoice

    Scenario: The staff submits a refund twice
      Given the warehouse has shipped 2 copies of "Dune" of the order
      When the staff submits the same refund of $4.00 twice
      Then $15.00 of the order is still to be transferred
      And the customer is told by mail that $4.00 is taken off, and $15.00 is still to pay

    Scenario: Three members of the staff refund at once
      Given the warehouse has shipped 2 copies of "Dune" of the order
      When 3 members of the staff refund $8.00 each at the same moment
      Then $3.00 of the order is still to be transferred
      And the customer owes $3.00 on invoice
