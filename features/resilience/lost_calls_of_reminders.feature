@resilience @blocker
Feature: Lost calls of reminders
  A customer is reminded once, whichever call does not arrive and whichever service is killed.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
    And the shop is idle

  Rule: A call that is lost is made again, and reminds once

    Scenario: The question whether the transfer has arrived is lost
      Given the look from orders to payments is reset
      And 16 days have passed
      When the look from orders to payments has been tried twice
      Then the customer is reminded by mail to transfer $19.00

    Scenario Outline: While the customer is reminded <fault>
      Given <fault>
      When 16 days pass
      Then the customer is reminded by mail to transfer $19.00

      Examples:
        | fault                                                     | why                       |
        | the event from orders to notifications is reset           | the customer must be told |
        | the answer to the event from orders to notifications is lost | the customer is told once |
        | the event from orders to notifications arrives twice at once | the customer is told once |

  Rule: A service that is killed reminds once

    Scenario Outline: <killed> is killed <point>
      Given <killed> is killed <point>
      When 16 days pass
      Then the shop has been restarted
      And the customer is reminded by mail to transfer $19.00

      Examples:
        | killed        | point                                                       | why                                   |
        | orders        | at the look from orders to payments, before it leaves       | nothing was asked                     |
        | orders        | at the look from orders to payments, after its answer has come | nothing is stored                  |
        | orders        | before commit 1 of its orders                               | nothing is stored                     |
        | orders        | after commit 1 of its orders                                | the reminder is in the outbox         |
        | orders        | at the event from orders to notifications, after its work is done | the work is done, the caller is down |
        | notifications | at the event from orders to notifications, after its work is done | the work is done, the answer is lost |
        | notifications | at the event from orders to notifications, before it leaves | the callee is down                    |
