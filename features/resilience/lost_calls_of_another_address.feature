@resilience @critical
Feature: Lost calls of another address
  A change of address is stored with the mail about it. Its request may be repeated, and its mail is sent once.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the shop is idle

  Rule: A change that is repeated is one change, and told of once

    Scenario Outline: The order goes elsewhere although <fault>
      Given <fault>
      When the customer sends the order to another address, retrying until it is answered
      Then the customer gets one mail about each other address
      And the order of the customer goes to the other address

      Examples:
        | fault                                                         | why                        |
        | the address from customer to orders is reset                  | nothing is changed yet     |
        | the answer to the address from customer to orders is lost     | it is changed already      |
        | the event from orders to notifications is reset               | the mail is still to come  |
        | the answer to the event from orders to notifications is lost  | the mail is there already  |

    Scenario Outline: The order goes elsewhere although <killed> is killed at <point>
      Given <killed> is killed at <point>
      When the customer sends the order to another address, retrying until it is answered
      Then the customer gets one mail about each other address
      And the order of the customer goes to the other address

      Examples:
        | killed        | point                                                          | why                     |
        | orders        | the address from customer to orders, before it leaves          | the callee is down      |
        | orders        | the address from customer to orders, after its work is done    | the answer is lost      |
        | orders        | the event from orders to notifications, before it leaves       | the mail is still to be |
        | notifications | the event from orders to notifications, after its work is done | the event comes again   |

    Scenario Outline: orders is killed <moment> the commit of another address
      Given orders is killed <moment> commit 1 of its orders
      When the customer sends the order to another address, retrying until it is answered
      Then the customer gets one mail about each other address
      And the order of the customer goes to the other address

      Examples:
        | moment | why                               |
        | before | nothing is stored                 |
        | after  | the answer is lost, all is stored |
