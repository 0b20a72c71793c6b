@resilience @blocker
Feature: Killed in a checkout charged at shipment
  Checkout or orders is killed at each call between them, where each parcel is to charge the card.

  Rule: The total is held once, or nothing has begun

    Scenario Outline: <killed> is killed <point>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays by card as each parcel leaves
      And the shop is idle
      And <killed> is killed <point>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed   | point                                                                    | end               | why                                    |
        | checkout | at the order from checkout to orders, before it leaves                   | the total is held | the call was not made                  |
        | orders   | at the order from checkout to orders, before it leaves                   | the total is held | the callee is down                     |
        | checkout | at the order from checkout to orders, after its work is done             | the total is held | the work is done, the caller is down   |
        | orders   | at the order from checkout to orders, after its work is done             | the total is held | the work is done, the answer is lost   |
        | checkout | at the order from checkout to orders, after its answer has come          | the total is held | the answer is not stored               |
        | orders   | at the order from checkout to orders, after its answer has come          | the total is held | answered, and down for later calls     |
        | checkout | at the payment notice from checkout to orders, before it leaves          | the total is held | the call was not made                  |
        | orders   | at the payment notice from checkout to orders, before it leaves          | the total is held | the callee is down                     |
        | checkout | at the payment notice from checkout to orders, after its work is done    | the total is held | the work is done, the caller is down   |
        | orders   | at the payment notice from checkout to orders, after its work is done    | the total is held | the work is done, the answer is lost   |
        | checkout | at the payment notice from checkout to orders, after its answer has come | the total is held | the answer is not stored               |
        | orders   | at the payment notice from checkout to orders, after its answer has come | the total is held | answered, and down for later calls     |
        | orders   | before commit 1 of its orders                                            | the total is held | the work is not done                   |
        | orders   | after commit 1 of its orders                                             | the total is held | the work is done, and not acknowledged |
        | checkout | before commit 5 of its checkouts                                         | the total is held | the work is not done                   |
        | checkout | after commit 5 of its checkouts                                          | the total is held | the work is done, and not acknowledged |
        | checkout | before commit 6 of its checkouts                                         | the total is held | the work is not done                   |
        | checkout | after commit 6 of its checkouts                                          | the total is held | the work is done, and not acknowledged |
        | orders   | before commit 2 of its orders                                            | the total is held | the work is not done                   |
        | orders   | after commit 2 of its orders                                             | the total is held | the work is done, and not acknowledged |
        | checkout | before commit 7 of its checkouts                                         | the total is held | the work is not done                   |
        | checkout | after commit 7 of its checkouts                                          | the total is held | the work is done, and not acknowledged |
        | orders   | before commit 2 of its outbox                                            | the total is held | the work is not done                   |
        | orders   | after commit 2 of its outbox                                             | the total is held | the work is done, and not acknowledged |
        | checkout | before commit 8 of its checkouts                                         | the total is held | the work is not done                   |
        | checkout | after commit 8 of its checkouts                                          | the total is held | the work is done, and not acknowledged |
