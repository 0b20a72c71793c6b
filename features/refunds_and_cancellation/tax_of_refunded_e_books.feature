@refunds_cancellation @critical
Feature: Tax of refunded e-books
  A title of an order that is taxed in two places is refunded with its own tax.

  Background:
    Given "Emma" is an e-book
    And tax of 10% is added in Oregon, where the customer lives
    And the prices in Germany, where the bill of the customer goes, include 7% tax

  Rule: Included tax goes back with the price, added tax beside it

    Scenario: The e-book is refunded
      Given the customer has bought 1 copy of "Dune" and 1 copy of "Emma" each at $10.70
      When the staff refunds 1 copy of "Emma"
      Then the refund includes $0.70 tax and $0.00 discount
      And the card has been charged $22.47 and refunded $10.70

    Scenario: The printed title is refunded
      Given the customer has bought 1 copy of "Dune" and 1 copy of "Emma" each at $10.70
      When the staff refunds 1 copy of "Dune"
      Then the refund includes $1.07 tax and $0.00 discount
      And the card has been charged $22.47 and refunded $11.77

    Scenario: A part of the order is refunded, and then the rest
      Given the customer has bought 1 copy of "Dune" and 1 copy of "Emma" each at $10.70
      And the staff has refunded $11.23 of the order
      When the staff refunds the rest of the order
      Then the card has been charged $22.47 and refunded $22.47

    Scenario: The order is canceled
      Given the customer has bought 1 copy of "Dune" and 1 copy of "Emma" each at $10.70
      When the customer cancels the order
      Then the card has been charged $22.47 and refunded $22.47
      And 100 copies of "Dune" are left
