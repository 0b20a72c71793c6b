@resilience @critical
Feature: Reversals that take their time
  A canceled order is refunded. It counts as canceled once payments has refunded it, however long that takes.

  Rule: A reversal that is not done yet is neither taken for done nor for sent back by the bank

    Scenario Outline: The customer cancels while <fault>
      Given the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50
      And <fault>
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the order is not marked for the staff
      And the customer gets one confirmation and one cancellation mail

      Examples:
        | fault                                                     | why                               |
        | the first 4 refunds from payments to gateway are reset    | none of them has reached the bank |
        | the answer to the refund from payments to gateway is lost | the money is on its way           |
        | the refund from payments to gateway gets no answer        | payments waits for it itself      |
