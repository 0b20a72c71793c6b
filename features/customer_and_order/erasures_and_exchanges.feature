@customer_order @critical
Feature: Erasures and exchanges
  What replaces a copy is sent to the customer. Until it has left, the order needs its person.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has sent back 1 copy of "Dune" of the order, which came damaged
    And the staff has exchanged 1 copy of "Dune" of the order

  Rule: An order of which a replacement has not left keeps its person

    Scenario: The replacement has not left
      When the customer asks that all personal data be erased
      Then the customer is told that the customer's order still needs its person
      And the customer's order still says where it goes

    Scenario: The replacement has left
      Given the customer has got 1 copy of "Dune" of the order
      When the customer asks that all personal data be erased
      Then no service still knows the customer
