@customer_order @critical
Feature: Erasing the order of a guest
  A guest has no account to ask with. The staff erases the person of one order.

  Rule: The staff erases one order, for a guest

    Scenario: A guest has asked the staff
      Given the guest has bought 1 copy of "Dune" at $9.50
      And the guest has got 1 copy of "Dune" of the order
      When the staff erases the personal data of the guest's order
      Then no service still knows the guest

    Scenario: The guest has paid in advance, in two parts
      Given the guest pays in advance
      And the guest has bought 1 copy of "Dune" at $9.50
      And the guest has transferred $5.00
      And the guest has transferred $4.50
      And the guest has got 1 copy of "Dune" of the order
      When the staff erases the personal data of the guest's order
      Then no service still knows the guest

    Scenario: The copy has not left yet
      Given the guest has bought 1 copy of "Dune" at $9.50
      And the shop is idle
      When the staff erases the personal data of the guest's order
      Then the staff is told that the guest's order still needs its person
      And the guest's order still says where it goes

  Rule: The token of the guest opens an erased order no longer

    Scenario: The guest looks for the order
      Given the guest has bought 1 copy of "Dune" at $9.50
      And the guest has got 1 copy of "Dune" of the order
      And the staff has erased the personal data of the guest's order
      When the guest looks for the guest's order
      Then the guest is told that there is no such order

    Scenario: An account claims the order
      Given the guest has bought 1 copy of "Dune" at $9.50
      And the guest has got 1 copy of "Dune" of the order
      And the staff has erased the personal data of the guest's order
      When the customer claims the guest's order
      Then the customer is told that there is no such order

  Rule: Who has claimed the order erases it

    Scenario: The customer has claimed the guest's order
      Given the guest has bought 1 copy of "Dune" at $9.50
      And the customer has claimed the guest's order
      And the guest has got 1 copy of "Dune" of the order
      When the customer asks that all personal data be erased
      Then no service still knows the guest
