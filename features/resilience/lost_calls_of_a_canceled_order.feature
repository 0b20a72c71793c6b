@resilience @critical
Feature: Lost calls of a canceled order
  A canceled order requests the reversal, the restock and the mail, and retries until each is acknowledged.

  Rule: Each request of a canceled order is retried until it is acknowledged, and works once

    Scenario Outline: The <act> from orders to <callee> never arrives
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the <act> from orders to <callee> is reset
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail

      Examples:
        | act      | callee        | why                          |
        | reversal | payments      | the charge must be refunded  |
        | restock  | inventory     | the copies must be restocked |
        | event    | notifications | the customer must get a mail |

    Scenario Outline: The answer to the <act> from orders to <callee> is lost
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the answer to the <act> from orders to <callee> is lost
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail

      Examples:
        | act      | callee        | why                               |
        | reversal | payments      | the charge must be refunded once  |
        | restock  | inventory     | the copies must be restocked once |
        | event    | notifications | one mail, not two                 |

  Rule: A call that is delivered twice does its work once

    Scenario Outline: The <act> from orders to <callee> arrives twice
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the <act> from orders to <callee> arrives twice at once
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail

      Examples:
        | act      | callee        | why                               |
        | reversal | payments      | the charge must be refunded once  |
        | restock  | inventory     | the copies must be restocked once |
        | event    | notifications | one mail, not two                 |

  Rule: After a refused restock the reservation decides whether copies are still to be restocked

    Scenario Outline: The copies are restocked once although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the restock from orders to inventory answers 409
      And <fault>
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" are left

      Examples:
        | fault                                                   | why                                    |
        | the look from orders to inventory is reset              | the state is not known                 |
        | the answer to the look from orders to inventory is lost | inventory has answered, orders retries |

  Rule: A late answer delays no mail

    Scenario: The mail is on its way before the answer to its event comes
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the answer to the event from orders to notifications is kept back
      And the customer has bought the cart
      When the answer to the event from orders to notifications goes on
      Then the customer gets one confirmation mail over $19.00
