@resilience @normal
Feature: Journeys without faults
  The journeys of the matrix succeed without a fault, and cross the integration points that the matrix says.

  Rule: A journey without a fault succeeds with its first request

    Scenario Outline: When a customer buys, <journey> succeeds without a fault
      Given <journey> is prepared
      When <journey> is carried out
      Then every effect is observed after the first request
      And <journey> has crossed its integration points

      Examples:
        | journey                | why                                        |
        | an addition to a cart  | inventory says how many are left           |
        | a look at the total    | pricing says what they cost                |
        | a card for the gateway | the shop never sees a card                 |
        | a card checkout        | authorized first, captured after the order |
        | a wallet checkout      | captured at once                           |
        | a declined checkout    | the reservation is released                |
        | a 3-D Secure checkout  | it waits for the customer                  |

    Scenario Outline: Around an order, <journey> succeeds without a fault
      Given <journey> is prepared
      When <journey> is carried out
      Then every effect is observed after the first request
      And <journey> has crossed its integration points

      Examples:
        | journey                     | why                                     |
        | a cancellation              | refund and restock                      |
        | a refund                    | the order shows the state of the refund |
        | a reconciliation            | a charge without an order is refunded   |
        | a look at an order          | nothing changes                         |
        | a look at the mails         | nothing changes                         |
        | a delivery to the warehouse | copies are booked once                  |
        | a new price                 | the next total is another               |

    Scenario Outline: With an exceptional end, <journey> succeeds without a fault
      Given <journey> is prepared
      When <journey> is carried out
      Then every effect is observed after the first request
      And <journey> has crossed its integration points

      Examples:
        | journey                                   | why                                      |
        | a checkout refused after its confirmation | the charge is refunded, copies come back |
        | a checkout whose customer stays away      | the payment becomes an order             |
        | an unpaid order                           | the hold is released, copies come back   |
        | a cancellation with a refused restock     | the restock is retried                   |
        | a dispute                                 | the order is marked                      |
        | a reconciliation after a lost refund      | the order shows the refund               |

    Scenario Outline: After the payment, <journey> succeeds without a fault
      Given <journey> is prepared
      When <journey> is carried out
      Then every effect is observed after the first request
      And <journey> has crossed its integration points

      Examples:
        | journey                  | why                                |
        | a parcel that is charged | the card is charged as it leaves   |
        | a return                 | the copies are on the shelf again  |
        | an exchange              | other copies are sold for nothing  |
        | a transfer               | the order is paid, the copies sold |

    Scenario Outline: With other money than a card, <journey> succeeds without a fault
      Given <journey> is prepared
      When <journey> is carried out
      Then every effect is observed after the first request
      And <journey> has crossed its integration points

      Examples:
        | journey                         | why                                      |
        | a checkout in advance           | the order waits for a transfer           |
        | a checkout with a gift card     | it pays the half, and the card the rest  |
        | a cancellation with a gift card | both have their money again              |
        | a sale of gift cards            | they are issued before they are confirmed |
