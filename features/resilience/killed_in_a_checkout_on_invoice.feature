@resilience @blocker
Feature: Killed in a checkout on invoice
  Checkout or orders is killed at each call between them, where the customer pays on invoice.

  Rule: What is owed is one order, or nothing has begun

    Scenario Outline: <killed> is killed <point>
      Given the customer pays on invoice, and may owe $50.00
      And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the shop is idle
      And <killed> is killed <point>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed   | point                                                                | end               | why                                    |
        | checkout | at the order from checkout to orders, before it leaves               | the order is owed | the call was not made                  |
        | orders   | at the order from checkout to orders, before it leaves               | the order is owed | the callee is down                     |
        | checkout | at the order from checkout to orders, after its work is done         | the order is owed | the work is done, the caller is down   |
        | orders   | at the order from checkout to orders, after its work is done         | the order is owed | the work is done, the answer is lost   |
        | checkout | at the order from checkout to orders, after its answer has come      | the order is owed | the answer is not stored               |
        | orders   | at the order from checkout to orders, after its answer has come      | the order is owed | answered, and down for later calls     |
        | checkout | at the acceptance from checkout to orders, before it leaves          | the order is owed | the call was not made                  |
        | orders   | at the acceptance from checkout to orders, before it leaves          | the order is owed | the callee is down                     |
        | checkout | at the acceptance from checkout to orders, after its work is done    | the order is owed | the work is done, the caller is down   |
        | orders   | at the acceptance from checkout to orders, after its work is done    | the order is owed | the work is done, the answer is lost   |
        | checkout | at the acceptance from checkout to orders, after its answer has come | the order is owed | the answer is not stored               |
        | orders   | at the acceptance from checkout to orders, after its answer has come | the order is owed | answered, and down for later calls     |
        | orders   | before commit 1 of its orders                                        | the order is owed | the work is not done                   |
        | orders   | after commit 1 of its orders                                         | the order is owed | the work is done, and not acknowledged |
        | checkout | before commit 5 of its checkouts                                     | the order is owed | the work is not done                   |
        | checkout | after commit 5 of its checkouts                                      | the order is owed | the work is done, and not acknowledged |
        | checkout | before commit 6 of its checkouts                                     | the order is owed | the work is not done                   |
        | checkout | after commit 6 of its checkouts                                      | the order is owed | the work is done, and not acknowledged |
        | orders   | before commit 2 of its orders                                        | the order is owed | the work is not done                   |
        | orders   | after commit 2 of its orders                                         | the order is owed | the work is done, and not acknowledged |
        | checkout | before commit 7 of its checkouts                                     | the order is owed | the work is not done                   |
        | checkout | after commit 7 of its checkouts                                      | the order is owed | the work is done, and not acknowledged |
        | checkout | before commit 8 of its checkouts                                     | the order is owed | the work is not done                   |
        | checkout | after commit 8 of its checkouts                                      | the order is owed | the work is done, and not acknowledged |
        | orders   | before commit 2 of its outbox                                        | the order is owed | the work is not done                   |
        | orders   | after commit 2 of its outbox                                         | the order is owed | the work is done, and not acknowledged |
