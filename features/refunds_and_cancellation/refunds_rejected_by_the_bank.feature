@refunds_cancellation @critical
Feature: Refunds rejected by the bank
  A bank can accept a refund and reject it days later. The order shows the state of the refund.

  Rule: The order shows the state of the refund, and the customer is told by mail

    Scenario: The refund is pending for some days
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a card whose bank processes refunds slowly
      And the customer has bought the cart
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is pending
      And the customer gets a mail about a refund of $5.00

    Scenario Outline: The refund is pending for some days, and the bank <ends> it
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a card whose bank processes refunds slowly
      And the customer has bought the cart
      And the staff has refunded $5.00 of the order
      When the bank <ends> the refund
      Then the order's refund of $5.00 is failed
      And the customer gets a mail about a failed refund of $5.00

      Examples:
        | ends    | why                           |
        | rejects | the customer's card is closed |
        | cancels | the refund was never paid out |

    Scenario: The bank rejects a refund
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $5.00 of the order
      When the bank rejects the refund
      Then the order's refund of $5.00 is failed
      And the staff is told that the bank sent the refund back, and what to do
      And the card has been charged $19.00 and refunded $0.00
      And the customer gets a mail about a failed refund of $5.00

    Scenario: A refund is rejected while the payment service is down
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $5.00 of the order
      And the payment service is down
      And the bank rejected the refund 3 hours ago
      And the payment service has come back
      When 5 minutes pass
      Then the order's refund of $5.00 is failed

    Scenario: A rejected refund can be made again
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $5.00 of the order
      And the bank has rejected the refund
      When the staff refunds the rest of the order
      Then the card has been charged $19.00 and refunded $19.00

  Rule: A refund at the gateway's dashboard counts like a refund of the staff

    Scenario: A refund is made at the gateway's dashboard
      Given the customer has bought 2 copies of "Dune" at $9.50
      When $5.00 is refunded at the gateway's dashboard
      Then the order's refund of $5.00 is refunded
      And the customer gets a mail about a refund of $5.00
