@resilience @critical
Feature: Calls of an order
  A canceled order asks for its money and its copies back and tells its customer, until all have answered.

  Rule: What an order asks for is asked again until it is done, and done once

    Scenario Outline: The <act> from orders to <callee> never arrives
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the <act> from orders to <callee> is reset
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail

      Examples: why: the order completes later
        | act     | callee        | why                         |
        | reversal | payments      | the money must come back    |
        | restock | inventory     | the copies must come back   |
        | event   | notifications | the customer must be told   |

    Scenario Outline: The answer to the <act> from orders to <callee> gets lost
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the answer to the <act> from orders to <callee> is lost
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail

      Examples: why: what is done must not be done again
        | act     | callee        | why                            |
        | reversal | payments      | the money must come back once  |
        | restock | inventory     | the copies must come back once |
        | event   | notifications | one mail, not two              |

  Rule: A call that is delivered twice does its work once

    Scenario Outline: The <act> from orders to <callee> arrives twice
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the <act> from orders to <callee> arrives twice at once
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail

      Examples: why: the network may repeat what it carries
        | act     | callee        | why                            |
        | reversal | payments      | the money must come back once  |
        | restock | inventory     | the copies must come back once |
        | event   | notifications | one mail, not two              |

  Rule: An answer that takes its time holds nothing up and changes nothing

    Scenario: The mail is on its way before the answer to its event comes
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the answer to the event from orders to notifications is kept back
      And the customer has bought the cart
      When the answer to the event from orders to notifications goes on
      Then the customer gets one confirmation mail over $19.00
