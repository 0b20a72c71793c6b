@resilience @critical
Feature: Lost calls of a return
  A return is stored at once. Inventory and the customer are told of it until each has acknowledged, and it works once.

  Background:
    Given the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50
    And the warehouse has shipped 2 copies of "Dune" of the order
    And the shop is idle

  Rule: A copy that came back is on the shelf once, and told of in one mail

    Scenario Outline: The copy is on the shelf once although <fault>
      Given <fault>
      When the warehouse reports that 1 copy of "Dune" of the order came back, retrying until it is answered
      Then the customer gets one mail about each return
      And the customer sees that 1 copy of "Dune" came back
      And 4 copies of "Dune" are left

      Examples:
        | fault                                                              | why              |
        | the return from staff to orders is reset                           | not reported     |
        | the answer to the return from staff to orders is lost              | reported already |
        | the returned copies from orders to inventory is reset              | not on the shelf |
        | the answer to the returned copies from orders to inventory is lost | on the shelf     |

    Scenario Outline: The copy is on the shelf once although <killed> is killed at <point>
      Given <killed> is killed at <point>
      When the warehouse reports that 1 copy of "Dune" of the order came back, retrying until it is answered
      Then the customer gets one mail about each return
      And the customer sees that 1 copy of "Dune" came back
      And 4 copies of "Dune" are left

      Examples:
        | killed    | point                                                                | why                |
        | orders    | the return from staff to orders, before it leaves                    | the callee is down |
        | orders    | the return from staff to orders, after its work is done              | the answer is lost |
        | orders    | the returned copies from orders to inventory, before it leaves       | not on the shelf   |
        | orders    | the returned copies from orders to inventory, after its work is done | told twice         |
        | inventory | the returned copies from orders to inventory, before it leaves       | the callee is down |
        | inventory | the returned copies from orders to inventory, after its work is done | told twice         |

    Scenario Outline: The copy is on the shelf once although <killed> is killed <moment> its commit
      Given <killed> is killed <moment> commit 1 of its returns
      When the warehouse reports that 1 copy of "Dune" of the order came back, retrying until it is answered
      Then the customer gets one mail about each return
      And the customer sees that 1 copy of "Dune" came back
      And 4 copies of "Dune" are left

      Examples:
        | killed    | moment | why                               |
        | orders    | before | nothing is stored                 |
        | orders    | after  | the answer is lost, all is stored |
        | inventory | before | not on the shelf                  |
        | inventory | after  | on the shelf, told twice          |
