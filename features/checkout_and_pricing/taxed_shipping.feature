@checkout_pricing @normal
Feature: Taxed shipping
  Some regions tax shipping, some do not. The tax on shipping is no part of a title's tax.

  Background:
    Given shipping to the United States, where the customer lives, costs $5.00

  Rule: Shipping is taxed only where the region taxes it

    Scenario: Shipping is not taxed
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer's cart holds 2 copies of "Dune" at $9.50
      When the customer checks out
      Then the customer has one order of $25.90
      And the card has been charged $25.90 once

    Scenario: Shipping is taxed
      Given tax of 10% is added in Oregon, where the customer lives, also on shipping
      And the customer's cart holds 2 copies of "Dune" at $9.50
      When the customer checks out
      Then the customer has one order of $26.40
      And the card has been charged $26.40 once

  Rule: A refund of copies includes their own tax, and not the tax of the shipping

    Scenario: All copies are refunded, the shipping is not
      Given tax of 10% is added in Oregon, where the customer lives, also on shipping
      And the customer has bought 2 copies of "Dune" at $9.50
      When the staff refunds 2 copies of "Dune"
      Then the refund includes $1.90 tax and $0.00 discount
      And the card has been charged $26.40 and refunded $20.90

    Scenario: All copies are refunded with the shipping
      Given tax of 10% is added in Oregon, where the customer lives, also on shipping
      And the customer has bought 2 copies of "Dune" at $9.50
      When the staff refunds 2 copies of "Dune" and the shipping
      Then the refund includes $2.40 tax and $0.00 discount
      And the card has been charged $26.40 and refunded $26.40
