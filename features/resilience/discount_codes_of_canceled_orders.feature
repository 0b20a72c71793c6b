@resilience @critical
Feature: Discount codes of canceled orders
  A canceled order releases its discount code, also when the call to pricing is lost.

  Background:
    Given the discount code "SPRING" takes $2.00 off, once in all
    And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has bought the cart with the code "SPRING"

  Rule: The cancellation is retried until pricing acknowledges it, and the code is released once

    Scenario Outline: The code can be used once more although <fault>
      Given <fault>
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $17.00 and refunded $17.00
      And another customer can use the code "SPRING"

      Examples:
        | fault                                                            | why                           |
        | the cancellation from orders to pricing is reset                 | the code is still used        |
        | the cancellation from orders to pricing gets no answer           | the code is still used        |
        | the cancellation from orders to pricing answers 503              | pricing is overloaded         |
        | the answer to the cancellation from orders to pricing is lost    | the code is released already  |
        | the answer to the cancellation from orders to pricing is garbage | the outcome is unknown        |
        | the cancellation from orders to pricing arrives twice at once    | it must not count less than 0 |

    Scenario Outline: The code can be used once more although <killed> is killed, <moment>
      Given <killed> is killed at the cancellation from orders to pricing, <moment>
      When the customer cancels the order
      Then the shop has been restarted
      And the customer's order is canceled
      And the card has been charged $17.00 and refunded $17.00
      And another customer can use the code "SPRING"

      Examples:
        | killed  | moment                 | why                                  |
        | pricing | before it leaves       | the callee is down                   |
        | orders  | after its work is done | the work is done, the caller is down |
