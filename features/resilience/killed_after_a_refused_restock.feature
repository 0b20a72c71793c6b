@resilience @blocker @crash
Feature: Killed after a refused restock
  Inventory refuses the first restock of a canceled order; orders reads the reservation and retries.

  Rule: A service that is killed after a refused restock gives money and copies back once

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is at rest
      And the restock from orders to inventory answers 409
      And <killed> is killed at <call>, <moment>
      When the customer cancels the order once and does not retry
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples: why: the point of the call decides what was done and which service knows it
        | killed    | call                                     | moment                    | end                   | why                                     |
        | orders    | the look from orders to inventory        | before it leaves          | the order is canceled | nothing was asked for                   |
        | inventory | the look from orders to inventory        | before it leaves          | the order is canceled | nobody is there to ask                  |
        | orders    | the look from orders to inventory        | after its work is done    | the order is canceled | done, and nobody is left to hear of it  |
        | inventory | the look from orders to inventory        | after its work is done    | the order is canceled | done, and the answer died with it       |
        | orders    | the look from orders to inventory        | after its answer has come | the order is canceled | known for a moment, and not stored      |
        | inventory | the look from orders to inventory        | after its answer has come | the order is canceled | all was said, what follows is not there |
        | orders    | the 2nd restock from orders to inventory | before it leaves          | the order is canceled | nothing was asked for                   |
        | inventory | the 2nd restock from orders to inventory | before it leaves          | the order is canceled | nobody is there to ask                  |
        | orders    | the 2nd restock from orders to inventory | after its work is done    | the order is canceled | done, and nobody is left to hear of it  |
        | inventory | the 2nd restock from orders to inventory | after its work is done    | the order is canceled | done, and the answer died with it       |
        | orders    | the 2nd restock from orders to inventory | after its answer has come | the order is canceled | known for a moment, and not stored      |
        | inventory | the 2nd restock from orders to inventory | after its answer has come | the order is canceled | all was said, what follows is not there |
