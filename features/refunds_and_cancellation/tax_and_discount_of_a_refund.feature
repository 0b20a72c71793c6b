@refunds_cancellation @critical
Feature: Tax and discount of a refund
  A refund of a part of an order includes its share of tax and discount, to the cent.

  Rule: The shares of tax and discount of all refunds sum to those of the order

    Scenario Outline: The customer is refunded <amount> for <copies>
      Given the shop has 5 copies of "Dune" at $9.50
      And tax of <rate> is added in Oregon, where the customer lives
      And the customer has bought 3 copies of "Dune" with a discount of $1.00
      When the staff refunds <copies>
      Then the refund includes <tax> tax and <discount> discount
      And <amount> of the order has been refunded

      Examples:
        | rate  | copies             | tax   | discount | amount | why                       |
        | 5.5%  | 1 copy of "Dune"   | $0.51 | $0.34    | $9.67  | the first copy has a cent more discount |
        | 5.5%  | 3 copies of "Dune" | $1.51 | $1.00    | $29.01 | together they are the line |

    Scenario: Copies refunded one after the other sum to the line
      Given the shop has 5 copies of "Dune" at $9.50
      And tax of 5.5% is added in Oregon, where the customer lives
      And the customer has bought 3 copies of "Dune" with a discount of $1.00
      And the staff has refunded 1 copy of "Dune"
      When the staff refunds 2 copies of "Dune"
      Then $29.01 of the order has been refunded

    Scenario: An amount is split over goods, discount and tax in proportion
      Given the shop has 5 copies of "Dune" at $10.00
      And tax of 10% is added in Oregon, where the customer lives
      And the customer has bought 2 copies of "Dune" with a discount of $2.00
      When the staff refunds $9.90 of the order
      Then the refund includes $0.90 tax and $1.00 discount

  Rule: A refund is an amount that can be charged in its currency

    Scenario: One of two copies is refunded in dinars, which end in a zero
      Given the shop has 5 copies of "Dune" at KWD 6.816
      And the customer has bought 2 copies of "Dune"
      When the staff refunds 1 copy of "Dune"
      Then the card has been charged KWD 13.630 and refunded KWD 6.820

    Scenario: An amount in dinars that does not end in a zero is refused
      Given the shop has 5 copies of "Dune" at KWD 6.810
      And the customer has bought 1 copy of "Dune"
      When the staff refunds KWD 1.005 of the order
      Then the staff is told that only multiples of KWD 0.010 can be refunded
      And the card has been charged KWD 6.810 and refunded KWD 0.000
