@resilience @blocker
Feature: Killed while gift cards are sold
  Orders or payments is killed at each call between them, where the customer buys gift cards.

  Rule: Each gift card that was paid is issued once

    Scenario Outline: <killed> is killed <point>
      Given "Card for readers" is a gift card
      And the customer's cart holds 2 copies of "Card for readers" at $9.50
      And the shop is idle
      And <killed> is killed <point>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed   | point                                                                        | end               | why                                    |
        | orders   | at the sale of gift cards from orders to payments, before it leaves          | the order is made | the call was not made                  |
        | payments | at the sale of gift cards from orders to payments, before it leaves          | the order is made | the callee is down                     |
        | orders   | at the sale of gift cards from orders to payments, after its work is done    | the order is made | the work is done, the caller is down   |
        | payments | at the sale of gift cards from orders to payments, after its work is done    | the order is made | the work is done, the answer is lost   |
        | orders   | at the sale of gift cards from orders to payments, after its answer has come | the order is made | the answer is not stored               |
        | payments | at the sale of gift cards from orders to payments, after its answer has come | the order is made | answered, and down for later calls     |
        | payments | before commit 1 of its gift_card_sales                                       | the order is made | the work is not done                   |
        | payments | after commit 1 of its gift_card_sales                                        | the order is made | the work is done, and not acknowledged |
        | orders   | before commit 2 of its outbox                                                | the order is made | the work is not done                   |
        | orders   | after commit 2 of its outbox                                                 | the order is made | the work is done, and not acknowledged |
        | orders   | before commit 3 of its outbox                                                | the order is made | the work is not done                   |
        | orders   | after commit 3 of its outbox                                                 | the order is made | the work is done, and not acknowledged |
