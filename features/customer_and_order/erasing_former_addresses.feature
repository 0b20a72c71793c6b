@customer_order @critical
Feature: Erasing former addresses
  The shop remembers where an order was to go before its buyer named another address, until that is erased.

  Rule: An erasure leaves no address that an order has had

    Scenario: A guest has moved
      Given the guest has bought 1 copy of "Dune" at $9.50
      And the guest has had the order sent to another address
      And the guest has got 1 copy of "Dune" of the order
      When the staff erases the personal data of the guest's order
      Then no service still knows the guest

    Scenario: A customer has thought twice
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has had the order sent to another address
      And the customer has had the order sent back to the first address
      And the customer has got 1 copy of "Dune" of the order
      When the customer asks that all personal data be erased, retrying until it is answered
      Then no service still knows the customer
