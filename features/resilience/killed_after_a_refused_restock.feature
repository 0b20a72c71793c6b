@resilience @blocker @crash
Feature: Killed after a refused restock
  Inventory refuses the first restock of a canceled order; orders reads the reservation and retries.

  Rule: A cancellation with a refused restock refunds and restocks once, also when a service is killed

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And the restock from orders to inventory answers 409
      And <killed> is killed at <call>, <moment>
      When the customer cancels the order once and does not retry
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples:
        | killed    | call                                     | moment                    | end                   | why                                  |
        | orders    | the look from orders to inventory        | before it leaves          | the order is canceled | the call was not made                |
        | inventory | the look from orders to inventory        | before it leaves          | the order is canceled | the callee is down                   |
        | orders    | the look from orders to inventory        | after its work is done    | the order is canceled | the work is done, the caller is down |
        | inventory | the look from orders to inventory        | after its work is done    | the order is canceled | the work is done, the answer is lost |
        | orders    | the look from orders to inventory        | after its answer has come | the order is canceled | the answer is not stored             |
        | inventory | the look from orders to inventory        | after its answer has come | the order is canceled | answered, and down for later calls   |
        | orders    | the 2nd restock from orders to inventory | before it leaves          | the order is canceled | the call was not made                |
        | inventory | the 2nd restock from orders to inventory | before it leaves          | the order is canceled | the callee is down                   |
        | orders    | the 2nd restock from orders to inventory | after its work is done    | the order is canceled | the work is done, the caller is down |
        | inventory | the 2nd restock from orders to inventory | after its work is done    | the order is canceled | the work is done, the answer is lost |
        | orders    | the 2nd restock from orders to inventory | after its answer has come | the order is canceled | the answer is not stored             |
        | inventory | the 2nd restock from orders to inventory | after its answer has come | the order is canceled | answered, and down for later calls   |
