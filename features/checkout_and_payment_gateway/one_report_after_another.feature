@checkout_gateway @critical
Feature: One report after another
  The gateway reports what happens to a charge, for months. Each report counts beside those that came before it.

  Background:
    Given the customer has bought 2 copies of "Dune" at $9.50
    And the staff has refunded $5.00 of the order

  Rule: A dispute is told to the staff, whatever is known of the charge already

    Scenario Outline: The customer disputes the charge after <event>
      Given <event>
      When the gateway reports a dispute of the charge
      Then the order is marked for the staff

      Examples:
        | event                                              | why                               |
        | the bank has rejected the refund                   | the payment has a mark of its own |
        | $4.00 has been refunded at the gateway's dashboard | another report came before        |
        | the customer has canceled the order                | the order has ended               |

  Rule: After a dispute the other reports count as before

    Scenario: The bank rejects a refund of a disputed charge
      Given the gateway has reported a dispute of the charge
      When the bank rejects the refund
      Then the order's refund of $5.00 is failed
      And the customer gets a mail about a failed refund of $5.00

    Scenario: A disputed charge is refunded at the gateway's dashboard
      Given the gateway has reported a dispute of the charge
      When $4.00 is refunded at the gateway's dashboard
      Then $9.00 of the order has been refunded

    Scenario: The customer cancels an order whose charge is disputed
      Given the gateway has reported a dispute of the charge
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
