@resilience @blocker
Feature: Killed in a checkout in advance
  A service is killed at each call and commit of a checkout that ends with an order which waits for its transfer.

  Rule: A killed service delays a checkout in advance, or stops it before it has begun

    Scenario Outline: <killed> is killed <point>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays in advance
      And the shop is idle
      And <killed> is killed <point>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed        | point                                                                         | end                                                         | why                                    |
        | cart          | at the quote from cart to pricing, before it leaves                           | nothing has begun                                           | the call was not made                  |
        | pricing       | at the quote from cart to pricing, before it leaves                           | nothing has begun                                           | the callee is down                     |
        | cart          | at the quote from cart to pricing, after its work is done                     | nothing has begun                                           | the work is done, the caller is down   |
        | pricing       | at the quote from cart to pricing, after its work is done                     | nothing has begun                                           | the work is done, the answer is lost   |
        | cart          | at the quote from cart to pricing, after its answer has come                  | nothing has begun                                           | the answer is not stored               |
        | pricing       | at the quote from cart to pricing, after its answer has come                  | the order waits for its transfer                            | answered, and down for later calls     |
        | checkout      | at the submission from customer to checkout, before it leaves                 | nothing has begun                                           | the callee is down                     |
        | checkout      | at the submission from customer to checkout, after its work is done           | the order waits for its transfer                            | the work is done, the answer is lost   |
        | checkout      | at the submission from customer to checkout, after its answer has come        | the order waits for its transfer                            | answered, and down for later calls     |
        | checkout      | at the look from checkout to cart, before it leaves                           | nothing has begun                                           | the call was not made                  |
        | cart          | at the look from checkout to cart, before it leaves                           | nothing has begun                                           | the callee is down                     |
        | checkout      | at the look from checkout to cart, after its work is done                     | nothing has begun                                           | the work is done, the caller is down   |
        | cart          | at the look from checkout to cart, after its work is done                     | nothing has begun                                           | the work is done, the answer is lost   |
        | checkout      | at the look from checkout to cart, after its answer has come                  | nothing has begun                                           | the answer is not stored               |
        | cart          | at the look from checkout to cart, after its answer has come                  | the order waits for its transfer                            | answered, and down for later calls     |
        | checkout      | at the reservation from checkout to inventory, before it leaves               | the order waits for its transfer                            | the call was not made                  |
        | inventory     | at the reservation from checkout to inventory, before it leaves               | the order waits for its transfer                            | the callee is down                     |
        | checkout      | at the reservation from checkout to inventory, after its work is done         | the order waits for its transfer                            | the work is done, the caller is down   |
        | inventory     | at the reservation from checkout to inventory, after its work is done         | the order waits for its transfer                            | the work is done, the answer is lost   |
        | checkout      | at the reservation from checkout to inventory, after its answer has come      | the order waits for its transfer                            | the answer is not stored               |
        | inventory     | at the reservation from checkout to inventory, after its answer has come      | the order waits for its transfer                            | answered, and down for later calls     |
        | checkout      | at the binding quote from checkout to pricing, before it leaves               | the order waits for its transfer                            | the call was not made                  |
        | pricing       | at the binding quote from checkout to pricing, before it leaves               | the order waits for its transfer                            | the callee is down                     |
        | checkout      | at the binding quote from checkout to pricing, after its work is done         | the order waits for its transfer                            | the work is done, the caller is down   |
        | pricing       | at the binding quote from checkout to pricing, after its work is done         | the order waits for its transfer                            | the work is done, the answer is lost   |
        | checkout      | at the binding quote from checkout to pricing, after its answer has come      | the order waits for its transfer                            | the answer is not stored               |
        | pricing       | at the binding quote from checkout to pricing, after its answer has come      | the order waits for its transfer                            | answered, and down for later calls     |
        | checkout      | at the expected transfer from checkout to payments, before it leaves          | the order waits for its transfer                            | the call was not made                  |
        | payments      | at the expected transfer from checkout to payments, before it leaves          | the order waits for its transfer                            | the callee is down                     |
        | checkout      | at the expected transfer from checkout to payments, after its work is done    | the order waits for its transfer                            | the work is done, the caller is down   |
        | payments      | at the expected transfer from checkout to payments, after its work is done    | the order waits for its transfer                            | the work is done, the answer is lost   |
        | checkout      | at the expected transfer from checkout to payments, after its answer has come | the order waits for its transfer                            | the answer is not stored               |
        | payments      | at the expected transfer from checkout to payments, after its answer has come | the order waits for its transfer                            | answered, and down for later calls     |
        | checkout      | at the order from checkout to orders, before it leaves                        | the order waits for its transfer                            | the call was not made                  |
        | orders        | at the order from checkout to orders, before it leaves                        | the order waits for its transfer                            | the callee is down                     |
        | checkout      | at the order from checkout to orders, after its work is done                  | the order waits for its transfer                            | the work is done, the caller is down   |
        | orders        | at the order from checkout to orders, after its work is done                  | the order waits for its transfer                            | the work is done, the answer is lost   |
        | checkout      | at the order from checkout to orders, after its answer has come               | the order waits for its transfer                            | the answer is not stored               |
        | orders        | at the order from checkout to orders, after its answer has come               | the order waits for its transfer                            | answered, and down for later calls     |
        | checkout      | at the acceptance from checkout to orders, before it leaves                   | the order waits for its transfer                            | the call was not made                  |
        | orders        | at the acceptance from checkout to orders, before it leaves                   | the order waits for its transfer                            | the callee is down                     |
        | checkout      | at the acceptance from checkout to orders, after its work is done             | the order waits for its transfer                            | the work is done, the caller is down   |
        | orders        | at the acceptance from checkout to orders, after its work is done             | the order waits for its transfer                            | the work is done, the answer is lost   |
        | checkout      | at the acceptance from checkout to orders, after its answer has come          | the order waits for its transfer                            | the answer is not stored               |
        | orders        | at the acceptance from checkout to orders, after its answer has come          | the order waits for its transfer                            | answered, and down for later calls     |
        | checkout      | at the closing from checkout to cart, before it leaves                        | the order waits for its transfer                            | the call was not made                  |
        | cart          | at the closing from checkout to cart, before it leaves                        | the order waits for its transfer                            | the callee is down                     |
        | checkout      | at the closing from checkout to cart, after its work is done                  | the order waits for its transfer                            | the work is done, the caller is down   |
        | cart          | at the closing from checkout to cart, after its work is done                  | the order waits for its transfer                            | the work is done, the answer is lost   |
        | checkout      | at the closing from checkout to cart, after its answer has come               | the order waits for its transfer                            | the answer is not stored               |
        | cart          | at the closing from checkout to cart, after its answer has come               | the order waits for its transfer                            | answered, and down for later calls     |
        | orders        | at the event from orders to notifications, before it leaves                   | the order waits for its transfer                            | the call was not made                  |
        | notifications | at the event from orders to notifications, before it leaves                   | the order waits for its transfer                            | the callee is down                     |
        | orders        | at the event from orders to notifications, after its work is done             | the order waits for its transfer                            | the work is done, the caller is down   |
        | notifications | at the event from orders to notifications, after its work is done             | the order waits for its transfer                            | the work is done, the answer is lost   |
        | orders        | at the event from orders to notifications, after its answer has come          | the order waits for its transfer                            | the answer is not stored               |
        | notifications | at the event from orders to notifications, after its answer has come          | the order waits for its transfer                            | answered, and down for later calls     |
        | notifications | at the greeting from notifications to mail, before it leaves                  | the order waits for its transfer                            | the call was not made                  |
        | notifications | at the greeting from notifications to mail, after its work is done            | the order waits for its transfer                            | the work is done, the caller is down   |
        | notifications | at the greeting from notifications to mail, after its answer has come         | the order waits for its transfer                            | the answer is not stored               |
        | notifications | at the hello from notifications to mail, before it leaves                     | the order waits for its transfer                            | the call was not made                  |
        | notifications | at the hello from notifications to mail, after its work is done               | the order waits for its transfer                            | the work is done, the caller is down   |
        | notifications | at the hello from notifications to mail, after its answer has come            | the order waits for its transfer                            | the answer is not stored               |
        | notifications | at the sender from notifications to mail, before it leaves                    | the order waits for its transfer                            | the call was not made                  |
        | notifications | at the sender from notifications to mail, after its work is done              | the order waits for its transfer                            | the work is done, the caller is down   |
        | notifications | at the sender from notifications to mail, after its answer has come           | the order waits for its transfer                            | the answer is not stored               |
        | notifications | at the recipient from notifications to mail, before it leaves                 | the order waits for its transfer                            | the call was not made                  |
        | notifications | at the recipient from notifications to mail, after its work is done           | the order waits for its transfer                            | the work is done, the caller is down   |
        | notifications | at the recipient from notifications to mail, after its answer has come        | the order waits for its transfer                            | the answer is not stored               |
        | notifications | at the content from notifications to mail, before it leaves                   | the order waits for its transfer                            | the call was not made                  |
        | notifications | at the content from notifications to mail, after its work is done             | the order waits for its transfer                            | the work is done, the caller is down   |
        | notifications | at the content from notifications to mail, after its answer has come          | the order waits for its transfer                            | the answer is not stored               |
        | notifications | at the handover from notifications to mail, before it leaves                  | the order waits for its transfer                            | the call was not made                  |
        | notifications | at the handover from notifications to mail, after its work is done            | the order waits for its transfer and its mail is sent twice | the work is done, the caller is down   |
        | notifications | at the handover from notifications to mail, after its answer has come         | the order waits for its transfer and its mail is sent twice | the answer is not stored               |
        | notifications | at the goodbye from notifications to mail, before it leaves                   | the order waits for its transfer                            | the call was not made                  |
        | notifications | at the goodbye from notifications to mail, after its work is done             | the order waits for its transfer                            | the work is done, the caller is down   |
        | notifications | at the goodbye from notifications to mail, after its answer has come          | the order waits for its transfer                            | the answer is not stored               |
        | pricing       | before commit 1 of its quotes                                                 | nothing has begun                                           | the work is not done                   |
        | pricing       | after commit 1 of its quotes                                                  | nothing has begun                                           | the work is done, and not acknowledged |
        | checkout      | before commit 1 of its checkouts                                              | nothing has begun                                           | the work is not done                   |
        | checkout      | after commit 1 of its checkouts                                               | the order waits for its transfer                            | the work is done, and not acknowledged |
        | inventory     | before commit 1 of its reservations                                           | the order waits for its transfer                            | the work is not done                   |
        | inventory     | after commit 1 of its reservations                                            | the order waits for its transfer                            | the work is done, and not acknowledged |
        | checkout      | before commit 2 of its checkouts                                              | the order waits for its transfer                            | the work is not done                   |
        | checkout      | after commit 2 of its checkouts                                               | the order waits for its transfer                            | the work is done, and not acknowledged |
        | pricing       | before commit 2 of its quotes                                                 | the order waits for its transfer                            | the work is not done                   |
        | pricing       | after commit 2 of its quotes                                                  | the order waits for its transfer                            | the work is done, and not acknowledged |
        | checkout      | before commit 3 of its checkouts                                              | the order waits for its transfer                            | the work is not done                   |
        | checkout      | after commit 3 of its checkouts                                               | the order waits for its transfer                            | the work is done, and not acknowledged |
        | payments      | before commit 1 of its expected_transfers                                     | the order waits for its transfer                            | the work is not done                   |
        | payments      | after commit 1 of its expected_transfers                                      | the order waits for its transfer                            | the work is done, and not acknowledged |
        | checkout      | before commit 4 of its checkouts                                              | the order waits for its transfer                            | the work is not done                   |
        | checkout      | after commit 4 of its checkouts                                               | the order waits for its transfer                            | the work is done, and not acknowledged |
        | orders        | before commit 1 of its orders                                                 | the order waits for its transfer                            | the work is not done                   |
        | orders        | after commit 1 of its orders                                                  | the order waits for its transfer                            | the work is done, and not acknowledged |
        | checkout      | before commit 5 of its checkouts                                              | the order waits for its transfer                            | the work is not done                   |
        | checkout      | after commit 5 of its checkouts                                               | the order waits for its transfer                            | the work is done, and not acknowledged |
        | orders        | before commit 2 of its orders                                                 | the order waits for its transfer                            | the work is not done                   |
        | orders        | after commit 2 of its orders                                                  | the order waits for its transfer                            | the work is done, and not acknowledged |
        | checkout      | before commit 6 of its checkouts                                              | the order waits for its transfer                            | the work is not done                   |
        | checkout      | after commit 6 of its checkouts                                               | the order waits for its transfer                            | the work is done, and not acknowledged |
        | cart          | before commit 1 of its carts                                                  | the order waits for its transfer                            | the work is not done                   |
        | cart          | after commit 1 of its carts                                                   | the order waits for its transfer                            | the work is done, and not acknowledged |
        | checkout      | before commit 7 of its checkouts                                              | the order waits for its transfer                            | the work is not done                   |
        | checkout      | after commit 7 of its checkouts                                               | the order waits for its transfer                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its events                                                 | the order waits for its transfer                            | the work is not done                   |
        | notifications | after commit 1 of its events                                                  | the order waits for its transfer                            | the work is done, and not acknowledged |
        | orders        | before commit 2 of its outbox                                                 | the order waits for its transfer                            | the work is not done                   |
        | orders        | after commit 2 of its outbox                                                  | the order waits for its transfer                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its handovers                                              | the order waits for its transfer                            | the work is not done                   |
        | notifications | after commit 1 of its handovers                                               | the order waits for its transfer                            | the work is done, and not acknowledged |
        | notifications | before commit 2 of its handovers                                              | the order waits for its transfer and its mail is sent twice | the work is not done                   |
        | notifications | after commit 2 of its handovers                                               | the order waits for its transfer                            | the work is done, and not acknowledged |
