@resilience @critical
Feature: Earlier mails of an order
  An event of an order is not delivered before the earlier event, by which the order was confirmed, has arrived.

  Rule: No later mail overtakes the confirmation of its order

    Scenario Outline: The confirmation has not arrived yet, and <event>
      Given the first 9 events from orders to notifications are reset
      And the customer has bought 2 copies of "Dune" at $9.50
      And the event from orders to notifications has been tried 9 times
      And <event>
      When 5 minutes pass
      Then the first mail that the customer gets about the order is the confirmation

      Examples:
        | event                                                   | why                              |
        | the customer has canceled the order                     | the cancellation waits           |
        | the staff has refunded $5.00 of the order               | the mail about the refund waits  |
        | the warehouse has shipped 1 copy of "Dune" of the order | the mail about the parcel waits  |
        | the customer has had the order sent to another address  | the mail about the address waits |

  Rule: No later mail overtakes the invoice, which confirms an order that is paid later

    Scenario: The customer cancels before the invoice has arrived
      Given the customer may owe $50.00 on invoice
      And the first 9 events from orders to notifications are reset
      And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
      And the event from orders to notifications has been tried 9 times
      And the customer has canceled the order
      When 5 minutes pass
      Then the first mail that the customer gets about the order is the invoice
