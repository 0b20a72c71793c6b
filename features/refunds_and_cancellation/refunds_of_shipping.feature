@refunds_cancellation @critical
Feature: Refunds of shipping
  The staff refunds the shipping together with copies, where the parcel was late or never arrived.

  Background:
    Given shipping to the United States, where the customer lives, costs $5.00
    And the customer has bought 3 copies of "Dune" at $9.50

  Rule: No more of the shipping is refunded than is left of it

    Scenario: The shipping is refunded with a copy, and requested once more with another copy
      Given the staff has refunded 1 copy of "Dune" and the shipping
      When the staff refunds 1 copy of "Dune" and the shipping
      Then the refunds of the order are $14.50 and $9.50
      And the card has been charged $33.50 and refunded $24.00

    Scenario: Half of the order has been refunded, and half of the shipping with it
      Given the staff has refunded $16.75 of the order
      When the staff refunds 1 copy of "Dune" and the shipping
      Then the refunds of the order are $16.75 and $12.00
      And the card has been charged $33.50 and refunded $28.75
