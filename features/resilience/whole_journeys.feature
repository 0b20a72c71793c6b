@resilience @normal
Feature: Whole journeys
  What is hurt elsewhere is known to work unhurt, and to cross the arrows that are hurt.

  Rule: A journey that nothing hurts ends well at the first asking

    Scenario Outline: Nothing gets in the way of <journey>
      Given <journey> is prepared
      When <journey> is carried out
      Then every effect is observed after the first request
      And <journey> has crossed its integration points

      Examples: why: a cart is filled and bought
        | journey               | why                                  |
        | an addition to a cart | inventory says how many are left     |
        | a look at the total   | pricing says what they cost          |
        | a card for the gateway | the shop never sees a card         |
        | a card checkout       | held first, taken with the order     |
        | a wallet checkout     | taken at once                        |
        | a declined checkout   | what was reserved is released        |
        | a 3-D Secure checkout | it waits for the customer            |

    Scenario Outline: Nothing gets in the way of <journey> either
      Given <journey> is prepared
      When <journey> is carried out
      Then every effect is observed after the first request
      And <journey> has crossed its integration points

      Examples: why: what follows an order, and what comes before
        | journey                     | why                                   |
        | a cancellation              | money and copies come back            |
        | a refund                    | the order hears how it fares          |
        | a reconciliation             | what nobody ordered is given back     |
        | a look at an order          | nothing changes                       |
        | a look at the mails         | nothing changes                       |
        | a delivery to the warehouse | copies are booked once                |
        | a new price                 | the next total is another             |

    Scenario Outline: Nothing gets in the way of <journey> as well
      Given <journey> is prepared
      When <journey> is carried out
      Then every effect is observed after the first request
      And <journey> has crossed its integration points

      Examples: why: checkouts and orders that end in another way
        | journey                                   | why                                       |
        | a checkout refused after its confirmation | the charge is refunded, copies come back  |
        | a checkout whose customer stays away      | the payment becomes an order              |
        | an unpaid order                           | the hold is released, copies come back    |
        | a cancellation with a refused restock     | the restock is retried                    |
        | a dispute                                 | the order is marked                       |
