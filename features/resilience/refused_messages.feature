@resilience @critical
Feature: Refused messages
  A message that is refused for a reason that its sender does not know has not been taken. It is sent again.

  Rule: What orders must tell others after a change is sent until it is taken

    Scenario Outline: The order is canceled although the <act> is refused with <status>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the <act> from orders to <callee> answers <status>
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail

      Examples:
        | act      | callee        | status | why                          |
        | reversal | payments      | 422    | the charge must be refunded  |
        | restock  | inventory     | 422    | the copies must be restocked |
        | event    | notifications | 422    | the customer must get a mail |

    Scenario Outline: $5.00 are refunded although the <act> is refused with <status>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the <act> answers <status>
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00

      Examples:
        | act                                      | status | why                       |
        | refund from orders to payments           | 422    | nothing is refunded yet   |
        | refund notice from payments to orders    | 422    | orders must hear of it    |

  Rule: Money of gift cards is moved as soon as payments takes the message

    Scenario Outline: The gift card has $10.00 again although the <act> is refused with <status>
      Given the customer has a gift card of $10.00
      And the customer has bought 2 copies of "Dune" at $9.50
      And the <act> from orders to payments answers <status>
      When <change>
      Then $10.00 is left of the gift card

      Examples:
        | act                       | status | change                                    | why                     |
        | refund to gift cards      | 422    | the staff refunds $19.00 of the order     | nothing is on it yet    |
        | release of the redemption | 422    | the customer cancels the order            | it still pays the order |

    Scenario: The customer gets the bought gift cards although their sale is refused at first
      Given "Card for readers" is a gift card
      And the customer's cart holds 2 copies of "Card for readers" at $9.50
      And the sale of gift cards from orders to payments answers 422
      When the customer checks out
      Then the customer has one order of $19.00
      And the confirmation mail has the code of 2 gift cards of $9.50

    Scenario: A bought gift card is refunded although its return is refused at first
      Given "Card for readers" is a gift card
      And the customer's cart holds 2 copies of "Card for readers" at $9.50
      And the customer has bought the cart
      And the return of gift cards from orders to payments answers 422
      When the staff refunds 2 copies of "Card for readers"
      Then $19.00 of the order has been refunded
      And $0.00 is left of the gift card that the customer has bought

  Rule: What the warehouse reports reaches the shelf

    Scenario: A copy that came back is on the shelf although inventory refuses it at first
      Given the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50
      And the warehouse has shipped 2 copies of "Dune" of the order
      And the returned copies from orders to inventory answers 422
      When the warehouse reports that 1 copy of "Dune" of the order came back
      Then 4 copies of "Dune" are left
