@checkout_pricing @normal
Feature: Taxed shipping
  Some places tax shipping, some do not. The tax on it is no part of any title.

  Background:
    Given shipping to the United States costs $5.00

  Rule: Shipping is taxed where the tax says so

    Scenario: Shipping is not taxed
      Given tax of 10% is added in "OR"
      And the customer's cart holds 2 copies of "Dune" at $9.50
      When the customer checks out
      Then the customer has one order of $25.90
      And the card has been charged $25.90 once

    Scenario: Shipping is taxed
      Given tax of 10% is added in "OR", also on shipping
      And the customer's cart holds 2 copies of "Dune" at $9.50
      When the customer checks out
      Then the customer has one order of $26.40
      And the card has been charged $26.40 once

  Rule: Copies that go back take their own tax along, and leave that of the shipping

    Scenario: All copies are refunded, the shipping is not
      Given tax of 10% is added in "OR", also on shipping
      And the customer has bought 2 copies of "Dune" at $9.50
      When the staff refunds 2 copies of "Dune"
      Then the refund holds $1.90 tax and $0.00 discount
      And the card has $20.90 back of $26.40

    Scenario: All copies are refunded with the shipping
      Given tax of 10% is added in "OR", also on shipping
      And the customer has bought 2 copies of "Dune" at $9.50
      When the staff refunds 2 copies of "Dune" and the shipping
      Then the refund holds $2.40 tax and $0.00 discount
      And the card has $26.40 back of $26.40
