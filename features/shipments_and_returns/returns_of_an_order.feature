@shipments_returns @critical
Feature: Returns of an order
  The warehouse reports what came back of an order. The customer sees it, and gets a mail; money is the staff's.

  Background:
    Given the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: What came back is shown to the customer, and told of in one mail

    @smoke
    Scenario: One copy comes back unharmed, and one damaged
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      When the warehouse reports that 1 copy of "Dune" of the order came back damaged
      Then the customer sees that 2 copies of "Dune" came back
      And the customer gets one mail about each return
      And 4 copies of "Dune" are left
      And the card has been charged $19.00 once

    Scenario: All copies come back damaged
      When the warehouse reports that 2 copies of "Dune" of the order came back damaged
      Then the customer sees that 2 copies of "Dune" came back
      And the customer gets one mail about each return
      And 3 copies of "Dune" are left

  Rule: An order of which copies came back stays under way

    Scenario: The customer cancels after everything came back
      Given the warehouse has reported that 2 copies of "Dune" of the order came back
      When the customer cancels the order
      Then the customer is told that the order is under way
      And 5 copies of "Dune" are left
