@resilience @critical
Feature: Lost calls of an erasure
  An erasure is stored at once, and asked of the other services until each has answered. It never ends in half.

  Background:
    Given the discount code "SPRING" takes $2.00 off, once in all
    And the customer's cart holds 1 copy of "Dune" at $9.50
    And the customer has bought the cart with the code "SPRING"

  Rule: Each call of an erasure is repeated until it is acknowledged, and works once

    Scenario Outline: The customer is forgotten although <fault>
      Given the customer has got 1 copy of "Dune" of the order
      And <fault>
      When the customer asks that all personal data be erased, retrying until it is answered
      Then no service still knows the customer

      Examples:
        | fault                                                            | why                 |
        | the erasure from customer to orders is reset                     | not asked yet       |
        | the answer to the erasure from customer to orders is lost        | asked already       |
        | the erasure from orders to notifications is reset                | mails are there yet |
        | the answer to the erasure from orders to notifications is lost   | mails are erased    |
        | the erasure from orders to pricing is reset                      | the code names them |
        | the answer to the erasure from orders to pricing is lost         | no more it does     |
        | the erasure from orders to notifications arrives twice at once   | both are answered   |

    Scenario Outline: The customer is forgotten although <killed> is killed at <point>
      Given the customer has got 1 copy of "Dune" of the order
      And <killed> is killed at <point>
      When the customer asks that all personal data be erased, retrying until it is answered
      Then no service still knows the customer

      Examples:
        | killed        | point                                                            | why                |
        | orders        | the erasure from customer to orders, after its work is done      | the answer is lost |
        | orders        | the erasure from orders to notifications, before it leaves       | half of it is done |
        | notifications | the erasure from orders to notifications, after its work is done | it is asked again  |
        | pricing       | the erasure from orders to pricing, before it leaves             | it is down         |
