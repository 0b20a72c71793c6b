@resilience @blocker
Feature: Killed after a refused restock
  Inventory refuses the first restock of a canceled order; orders reads the reservation and retries.

  Rule: A cancellation with a refused restock refunds and restocks once, also when a service is killed

    Scenario Outline: <killed> is killed <point>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And the restock from orders to inventory answers 409
      And <killed> is killed <point>
      When the customer cancels the order once and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed    | point                                                                  | end                   | why                                    |
        | orders    | at the look from orders to inventory, before it leaves                 | the order is canceled | the call was not made                  |
        | inventory | at the look from orders to inventory, before it leaves                 | the order is canceled | the callee is down                     |
        | orders    | at the look from orders to inventory, after its work is done           | the order is canceled | the work is done, the caller is down   |
        | inventory | at the look from orders to inventory, after its work is done           | the order is canceled | the work is done, the answer is lost   |
        | orders    | at the look from orders to inventory, after its answer has come        | the order is canceled | the answer is not stored               |
        | inventory | at the look from orders to inventory, after its answer has come        | the order is canceled | answered, and down for later calls     |
        | orders    | at the 2nd restock from orders to inventory, before it leaves          | the order is canceled | the call was not made                  |
        | inventory | at the 2nd restock from orders to inventory, before it leaves          | the order is canceled | the callee is down                     |
        | orders    | at the 2nd restock from orders to inventory, after its work is done    | the order is canceled | the work is done, the caller is down   |
        | inventory | at the 2nd restock from orders to inventory, after its work is done    | the order is canceled | the work is done, the answer is lost   |
        | orders    | at the 2nd restock from orders to inventory, after its answer has come | the order is canceled | the answer is not stored               |
        | inventory | at the 2nd restock from orders to inventory, after its answer has come | the order is canceled | answered, and down for later calls     |
        | orders    | before commit 3 of its outbox                                          | the order is canceled | the work is not done                   |
        | orders    | after commit 3 of its outbox                                           | the order is canceled | the work is done, and not acknowledged |
        | inventory | before commit 1 of its reservations                                    | the order is canceled | the work is not done                   |
        | inventory | after commit 1 of its reservations                                     | the order is canceled | the work is done, and not acknowledged |
        | orders    | before commit 3 of its orders                                          | the order is canceled | the work is not done                   |
        | orders    | after commit 3 of its orders                                           | the order is canceled | the work is done, and not acknowledged |
        | orders    | before commit 5 of its outbox                                          | the order is canceled | the work is not done                   |
        | orders    | after commit 5 of its outbox                                           | the order is canceled | the work is done, and not acknowledged |
        | orders    | before commit 6 of its outbox                                          | the order is canceled | the work is not done                   |
        | orders    | after commit 6 of its outbox                                           | the order is canceled | the work is done, and not acknowledged |
