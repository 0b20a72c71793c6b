@customer_order @critical
Feature: Erasures that have to wait
  While an order is under way its person is still needed. Then nothing is erased, and the customer is told why.

  Rule: An order that is not settled keeps its person

    Scenario: No copy has left yet
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      When the customer asks that all personal data be erased
      Then the customer is told that the customer's order still needs its person
      And the customer's order still says where it goes

    Scenario: A part of the order has left
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the customer has got 1 copy of "Dune" of the order
      When the customer asks that all personal data be erased
      Then the customer is told that the customer's order still needs its person
      And the customer's order still says where it goes

    Scenario: A refund is on its way
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has got 1 copy of "Dune" of the order
      And the payment gateway cannot be reached
      And the staff has requested a refund of the whole order
      When the customer asks that all personal data be erased
      Then the customer is told that the customer's order still needs its person

    Scenario: The bank disputes the charge
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the warehouse has shipped 1 copy of "Dune" of the order
      And the gateway has reported a dispute of the charge
      And the shop is idle
      When the customer asks that all personal data be erased
      Then the customer is told that the customer's order still needs its person

    Scenario: The order is not paid yet
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's checkout was killed when it was about to request the charge
      When the customer asks that all personal data be erased
      Then the customer is told that an order still needs its person

  Rule: One order that is under way keeps the person of all

    Scenario: An older order has arrived, and a new one has not left
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the warehouse has shipped 1 copy of "Dune" of the order
      And the customer has come back later
      And the customer has bought 1 copy of "Emma" at $8.00
      When the customer asks that all personal data be erased
      Then the customer is told that the customer's order still needs its person
      And the customer's orders still say where they go
