@resilience @blocker
Feature: Killed while a paid checkout is compensated
  Orders refuses the payment notice of a checkout whose card is charged and whose copies are sold.

  Rule: A service that is killed while a paid checkout is compensated keeps no money and no copies

    Scenario Outline: <killed> is killed <point>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when it was about to mark the order as paid
      And the gateway has delivered its webhooks
      And the payment notice from checkout to orders answers 409
      And <killed> is killed <point>
      When the checkout comes back
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed    | point                                                                  | end                     | why                                                   |
        | checkout  | at the reversal from checkout to payments, before it leaves            | the payment is reversed | the call was not made                                 |
        | payments  | at the reversal from checkout to payments, before it leaves            | the payment is reversed | the callee is down                                    |
        | checkout  | at the reversal from checkout to payments, after its work is done      | the payment is reversed | the work is done, the caller is down                  |
        | payments  | at the reversal from checkout to payments, after its work is done      | the payment is reversed | the work is done, the answer is lost                  |
        | checkout  | at the reversal from checkout to payments, after its answer has come   | the payment is reversed | the answer is not stored                              |
        | payments  | at the reversal from checkout to payments, after its answer has come   | the payment is reversed | answered, and down for later calls                    |
        | payments  | at the refund from payments to gateway, before it leaves               | the payment is reversed | the call was not made                                 |
        | payments  | at the refund from payments to gateway, after its work is done         | the payment is reversed | the work is done, the caller is down                  |
        | payments  | at the refund from payments to gateway, after its answer has come      | the payment is reversed | the answer is not stored                              |
        | payments  | at the 1st webhook from gateway to payments, before it leaves          | the payment is reversed | the callee is down                                    |
        | payments  | at the 1st webhook from gateway to payments, after its work is done    | the payment is reversed | the work is done, the answer is lost                  |
        | payments  | at the 1st webhook from gateway to payments, after its answer has come | the payment is reversed | answered, and down for later calls                    |
        | payments  | at the 2nd webhook from gateway to payments, before it leaves          | the payment is reversed | the callee is down                                    |
        | payments  | at the 2nd webhook from gateway to payments, after its work is done    | the payment is reversed | the work is done, the answer is lost                  |
        | payments  | at the 2nd webhook from gateway to payments, after its answer has come | the payment is reversed | answered, and down for later calls                    |
        | checkout  | at the cancellation from checkout to orders, before it leaves          | the payment is reversed | the call was not made                                 |
        | orders    | at the cancellation from checkout to orders, before it leaves          | the payment is reversed | the callee is down                                    |
        | checkout  | at the cancellation from checkout to orders, after its work is done    | the payment is reversed | the work is done, the caller is down                  |
        | orders    | at the cancellation from checkout to orders, after its work is done    | the payment is reversed | the work is done, the answer is lost                  |
        | checkout  | at the cancellation from checkout to orders, after its answer has come | the payment is reversed | the answer is not stored                              |
        | orders    | at the cancellation from checkout to orders, after its answer has come | the payment is reversed | answered, and down for later calls                    |
        | checkout  | at the release from checkout to pricing, before it leaves              | the payment is reversed | the call was not made                                 |
        | pricing   | at the release from checkout to pricing, before it leaves              | the payment is reversed | the callee is down                                    |
        | checkout  | at the release from checkout to pricing, after its work is done        | the payment is reversed | the work is done, the caller is down                  |
        | pricing   | at the release from checkout to pricing, after its work is done        | the payment is reversed | the work is done, the answer is lost                  |
        | checkout  | at the release from checkout to pricing, after its answer has come     | the payment is reversed | the answer is not stored                              |
        | pricing   | at the release from checkout to pricing, after its answer has come     | the payment is reversed | answered, and down for later calls                    |
        | checkout  | at the restock from checkout to inventory, before it leaves            | the payment is reversed | the call was not made                                 |
        | inventory | at the restock from checkout to inventory, before it leaves            | the payment is reversed | the callee is down                                    |
        | checkout  | at the restock from checkout to inventory, after its work is done      | the payment is reversed | the work is done, the caller is down                  |
        | inventory | at the restock from checkout to inventory, after its work is done      | the payment is reversed | the work is done, the answer is lost                  |
        | checkout  | at the restock from checkout to inventory, after its answer has come   | the payment is reversed | the answer is not stored                              |
        | inventory | at the restock from checkout to inventory, after its answer has come   | the payment is reversed | answered, and down for later calls                    |
        | checkout  | before commit 1 of its checkouts                                       | the payment is reversed | the work is not done                                  |
        | checkout  | after commit 1 of its checkouts                                        | the payment is reversed | the work is done, and not acknowledged                |
        | checkout  | before commit 2 of its checkouts                                       | the order is made       | the refusal is not stored: asked again, orders agrees |
        | checkout  | after commit 2 of its checkouts                                        | the payment is reversed | the work is done, and not acknowledged                |
        | payments  | before commit 1 of its payments                                        | the payment is reversed | the work is not done                                  |
        | payments  | after commit 1 of its payments                                         | the payment is reversed | the work is done, and not acknowledged                |
        | payments  | before commit 2 of its payments                                        | the payment is reversed | the work is not done                                  |
        | payments  | after commit 2 of its payments                                         | the payment is reversed | the work is done, and not acknowledged                |
        | payments  | before commit 3 of its payments                                        | the payment is reversed | the work is not done                                  |
        | payments  | after commit 3 of its payments                                         | the payment is reversed | the work is done, and not acknowledged                |
        | payments  | before commit 1 of its events                                          | the payment is reversed | the work is not done                                  |
        | payments  | after commit 1 of its events                                           | the payment is reversed | the work is done, and not acknowledged                |
        | checkout  | before commit 3 of its checkouts                                       | the payment is reversed | the work is not done                                  |
        | checkout  | after commit 3 of its checkouts                                        | the payment is reversed | the work is done, and not acknowledged                |
        | payments  | before commit 2 of its events                                          | the payment is reversed | the work is not done                                  |
        | payments  | after commit 2 of its events                                           | the payment is reversed | the work is done, and not acknowledged                |
        | orders    | before commit 1 of its orders                                          | the payment is reversed | the work is not done                                  |
        | orders    | after commit 1 of its orders                                           | the payment is reversed | the work is done, and not acknowledged                |
        | checkout  | before commit 4 of its checkouts                                       | the payment is reversed | the work is not done                                  |
        | checkout  | after commit 4 of its checkouts                                        | the payment is reversed | the work is done, and not acknowledged                |
        | pricing   | before commit 1 of its quotes                                          | the payment is reversed | the work is not done                                  |
        | pricing   | after commit 1 of its quotes                                           | the payment is reversed | the work is done, and not acknowledged                |
        | checkout  | before commit 5 of its checkouts                                       | the payment is reversed | the work is not done                                  |
        | checkout  | after commit 5 of its checkouts                                        | the payment is reversed | the work is done, and not acknowledged                |
        | inventory | before commit 1 of its reservations                                    | the payment is reversed | the work is not done                                  |
        | inventory | after commit 1 of its reservations                                     | the payment is reversed | the work is done, and not acknowledged                |
        | checkout  | before commit 6 of its checkouts                                       | the payment is reversed | the work is not done                                  |
        | checkout  | after commit 6 of its checkouts                                        | the payment is reversed | the work is done, and not acknowledged                |
