@order_inventory @critical
Feature: Refunded copies that are not reported
  A refund moves no copies. The shop knows that a copy came back by the warehouse's report, or by a stock count.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has bought the cart

  Rule: A refunded copy counts as sold until the warehouse reports or counts it

    Scenario: The warehouse reports nothing
      Given the staff has refunded 1 copy of "Dune"
      And another customer's cart holds 3 copies of "Dune"
      When another customer checks out
      Then another customer has one order of $28.50
      And no copies of "Dune" are left

    Scenario: A stock count finds the copy
      Given the staff has refunded 1 copy of "Dune"
      When the warehouse counts 4 copies of "Dune"
      Then 4 copies of "Dune" are left

  Rule: A stock count corrects what was restocked twice, since a copy was not reported

    Scenario: The order is canceled after a count has found the copy
      Given the staff has refunded 1 copy of "Dune"
      And the warehouse has counted 4 copies of "Dune"
      And the customer has canceled the order
      When the warehouse counts 5 copies of "Dune"
      Then 5 copies of "Dune" are left
