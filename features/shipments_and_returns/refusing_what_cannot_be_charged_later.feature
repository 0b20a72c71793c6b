@shipments_returns @critical
Feature: Refusing what cannot be charged later
  What leaves at once is charged at once. Until all has left, the staff refunds only what never leaves.

  Rule: Only what is shipped is charged at shipment

    Scenario Outline: The cart has <what>
      Given "Emma" is <what>
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $9.50
      And the customer pays by card as each parcel leaves
      When the customer checks out
      Then the customer is told that only what is shipped is charged at shipment
      And the card has not been charged

      Examples:
        | what        | why                    |
        | an e-book   | it is read at once     |
        | a gift card | its code comes by mail |

  Rule: Until all has left, only copies are refunded that have not

    Scenario Outline: The staff refunds <what>
      Given the customer's cart holds 3 copies of "Dune" at $9.50
      And the customer pays by card as each parcel leaves
      And the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the staff refunds <what>
      Then the staff is told that the order cannot be refunded
      And the card has been charged $9.50, and $19.00 is still held

      Examples:
        | what                             | why                            |
        | $5.00 of the order               | no copy is named               |
        | the rest of the order            | a part of it was charged       |
        | 3 copies of "Dune"               | one of them has left           |
        | 1 copy of "Dune" and the shipping | the first parcel has charged it |

    Scenario: Nothing of the order would be left
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays by card as each parcel leaves
      And the customer has bought the cart
      When the staff refunds 2 copies of "Dune"
      Then the staff is told that the order cannot be refunded

  Rule: What was charged is refunded when all has left

    Scenario: A copy comes back
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays by card as each parcel leaves
      And the customer has bought the cart
      And the warehouse has shipped 2 copies of "Dune" of the order, and its charge is made
      When the staff refunds 1 copy of "Dune"
      Then the card has been charged $19.00 and refunded $9.50
