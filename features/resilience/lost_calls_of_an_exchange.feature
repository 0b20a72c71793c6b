@resilience @critical
Feature: Lost calls of an exchange
  An exchange is stored at once. Inventory is asked until it answers, and sells the copies once.

  Background:
    Given the customer has bought 1 of the shop's 5 copies of "Dune" at $9.50
    And the customer has sent back 1 copy of "Dune" of the order, which came damaged
    And the shop is idle

  Rule: A copy is sold in exchange once, and told of in one mail

    Scenario Outline: The copy is sold once although <fault>
      Given <fault>
      When the staff exchanges 1 copy of "Dune" of the order, retrying until it is answered
      Then the customer gets one mail about each exchange
      And the customer sees 1 copy of "Dune" in exchange
      And 3 copies of "Dune" are left

      Examples:
        | fault                                                               | why             |
        | the exchange from staff to orders is reset                          | not asked for   |
        | the answer to the exchange from staff to orders is lost             | asked for twice |
        | the exchanged copies from orders to inventory is reset              | not sold        |
        | the answer to the exchanged copies from orders to inventory is lost | sold already    |

    Scenario Outline: The copy is sold once although <killed> is killed at <point>
      Given <killed> is killed at <point>
      When the staff exchanges 1 copy of "Dune" of the order, retrying until it is answered
      Then the customer gets one mail about each exchange
      And the customer sees 1 copy of "Dune" in exchange
      And 3 copies of "Dune" are left

      Examples:
        | killed    | point                                                                 | why                |
        | orders    | the exchange from staff to orders, before it leaves                   | the callee is down |
        | orders    | the exchange from staff to orders, after its work is done             | the answer is lost |
        | orders    | the exchanged copies from orders to inventory, before it leaves       | not sold           |
        | orders    | the exchanged copies from orders to inventory, after its work is done | asked for twice    |
        | inventory | the exchanged copies from orders to inventory, before it leaves       | the callee is down |
        | inventory | the exchanged copies from orders to inventory, after its work is done | asked for twice    |

    Scenario Outline: The copy is sold once although <killed> is killed <moment> its commit
      Given <killed> is killed <moment> commit 1 of its exchanges
      When the staff exchanges 1 copy of "Dune" of the order, retrying until it is answered
      Then the customer gets one mail about each exchange
      And the customer sees 1 copy of "Dune" in exchange
      And 3 copies of "Dune" are left

      Examples:
        | killed    | moment | why                               |
        | orders    | before | nothing is stored                 |
        | orders    | after  | the answer is lost, all is stored |
        | inventory | before | not sold                          |
        | inventory | after  | sold, asked for twice             |

  Rule: A replacement that is not sold yet does not leave

    Scenario: The warehouse ships it while inventory gives no answer
      Given the exchanged copies from orders to inventory answers 503
      And the staff has asked for the same exchange of 1 copy of "Dune" twice
      When the warehouse ships 1 copy of "Dune" of the order
      Then the warehouse is told that no copies of "Dune" can be shipped at most
      And the customer sees no copies of "Dune" in exchange
