@resilience @blocker
Feature: Killed while a checkout is compensated
  The gateway refuses the capture, and a service is killed at each call and commit of the checkout.

  Rule: A compensated checkout keeps no money and no copies, also when a service is killed

    Scenario Outline: <killed> is killed <point>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the gateway refuses the capture
      And the shop is idle
      And <killed> is killed <point>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed    | point                                                                     | end                     | why                                                        |
        | cart      | at the quote from cart to pricing, before it leaves                       | nothing has begun       | the call was not made                                      |
        | pricing   | at the quote from cart to pricing, before it leaves                       | nothing has begun       | the callee is down                                         |
        | cart      | at the quote from cart to pricing, after its work is done                 | nothing has begun       | the work is done, the caller is down                       |
        | pricing   | at the quote from cart to pricing, after its work is done                 | nothing has begun       | the work is done, the answer is lost                       |
        | cart      | at the quote from cart to pricing, after its answer has come              | nothing has begun       | the answer is not stored                                   |
        | pricing   | at the quote from cart to pricing, after its answer has come              | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the submission from customer to checkout, before it leaves             | nothing has begun       | the callee is down                                         |
        | checkout  | at the submission from customer to checkout, after its work is done       | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | at the submission from customer to checkout, after its answer has come    | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the look from checkout to cart, before it leaves                       | nothing has begun       | the call was not made                                      |
        | cart      | at the look from checkout to cart, before it leaves                       | nothing has begun       | the callee is down                                         |
        | checkout  | at the look from checkout to cart, after its work is done                 | nothing has begun       | the work is done, the caller is down                       |
        | cart      | at the look from checkout to cart, after its work is done                 | nothing has begun       | the work is done, the answer is lost                       |
        | checkout  | at the look from checkout to cart, after its answer has come              | nothing has begun       | the answer is not stored                                   |
        | cart      | at the look from checkout to cart, after its answer has come              | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the reservation from checkout to inventory, before it leaves           | the payment is reversed | the call was not made                                      |
        | inventory | at the reservation from checkout to inventory, before it leaves           | the payment is reversed | the callee is down                                         |
        | checkout  | at the reservation from checkout to inventory, after its work is done     | the payment is reversed | the work is done, the caller is down                       |
        | inventory | at the reservation from checkout to inventory, after its work is done     | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | at the reservation from checkout to inventory, after its answer has come  | the payment is reversed | the answer is not stored                                   |
        | inventory | at the reservation from checkout to inventory, after its answer has come  | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the binding quote from checkout to pricing, before it leaves           | the payment is reversed | the call was not made                                      |
        | pricing   | at the binding quote from checkout to pricing, before it leaves           | the payment is reversed | the callee is down                                         |
        | checkout  | at the binding quote from checkout to pricing, after its work is done     | the payment is reversed | the work is done, the caller is down                       |
        | pricing   | at the binding quote from checkout to pricing, after its work is done     | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | at the binding quote from checkout to pricing, after its answer has come  | the payment is reversed | the answer is not stored                                   |
        | pricing   | at the binding quote from checkout to pricing, after its answer has come  | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the authorization from checkout to payments, before it leaves          | the payment is reversed | the call was not made                                      |
        | payments  | at the authorization from checkout to payments, before it leaves          | the payment is reversed | the callee is down                                         |
        | checkout  | at the authorization from checkout to payments, after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | payments  | at the authorization from checkout to payments, after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | at the authorization from checkout to payments, after its answer has come | the payment is reversed | the answer is not stored                                   |
        | payments  | at the authorization from checkout to payments, after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | payments  | at the authorization from payments to gateway, before it leaves           | the payment is reversed | the call was not made                                      |
        | payments  | at the authorization from payments to gateway, after its work is done     | the payment is reversed | the work is done, the caller is down                       |
        | payments  | at the authorization from payments to gateway, after its answer has come  | the payment is reversed | the answer is not stored                                   |
        | payments  | at the 1st webhook from gateway to payments, before it leaves             | the payment is reversed | the callee is down                                         |
        | payments  | at the 1st webhook from gateway to payments, after its work is done       | the payment is reversed | the work is done, the answer is lost                       |
        | payments  | at the 1st webhook from gateway to payments, after its answer has come    | the payment is reversed | answered, and down for later calls                         |
        | payments  | at the 2nd webhook from gateway to payments, before it leaves             | the payment is reversed | the callee is down                                         |
        | payments  | at the 2nd webhook from gateway to payments, after its work is done       | the payment is reversed | the work is done, the answer is lost                       |
        | payments  | at the 2nd webhook from gateway to payments, after its answer has come    | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the order from checkout to orders, before it leaves                    | the payment is reversed | the call was not made                                      |
        | orders    | at the order from checkout to orders, before it leaves                    | the payment is reversed | the callee is down                                         |
        | checkout  | at the order from checkout to orders, after its work is done              | the payment is reversed | the work is done, the caller is down                       |
        | orders    | at the order from checkout to orders, after its work is done              | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | at the order from checkout to orders, after its answer has come           | the payment is reversed | the answer is not stored                                   |
        | orders    | at the order from checkout to orders, after its answer has come           | the payment is reversed | answered, and down for later calls                         |
        | payments  | at the 3rd webhook from gateway to payments, before it leaves             | the payment is reversed | the callee is down                                         |
        | payments  | at the 3rd webhook from gateway to payments, after its work is done       | the payment is reversed | the work is done, the answer is lost                       |
        | payments  | at the 3rd webhook from gateway to payments, after its answer has come    | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the capture from checkout to payments, before it leaves                | the payment is reversed | the call was not made                                      |
        | payments  | at the capture from checkout to payments, before it leaves                | the payment is reversed | the callee is down                                         |
        | checkout  | at the capture from checkout to payments, after its work is done          | the payment is reversed | the work is done, the caller is down                       |
        | payments  | at the capture from checkout to payments, after its work is done          | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | at the capture from checkout to payments, after its answer has come       | the payment is reversed | the answer is not stored                                   |
        | payments  | at the capture from checkout to payments, after its answer has come       | the payment is reversed | answered, and down for later calls                         |
        | payments  | at the capture from payments to gateway, before it leaves                 | the payment is reversed | the call was not made                                      |
        | payments  | at the capture from payments to gateway, after its work is done           | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | at the capture from payments to gateway, after its answer has come        | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | at the look from payments to gateway, before it leaves                    | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | at the look from payments to gateway, after its work is done              | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | at the look from payments to gateway, after its answer has come           | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | at the void from payments to gateway, before it leaves                    | the payment is reversed | the call was not made                                      |
        | payments  | at the void from payments to gateway, after its work is done              | the payment is reversed | the work is done, the caller is down                       |
        | payments  | at the void from payments to gateway, after its answer has come           | the payment is reversed | the answer is not stored                                   |
        | payments  | at the 4th webhook from gateway to payments, before it leaves             | the payment is reversed | the callee is down                                         |
        | payments  | at the 4th webhook from gateway to payments, after its work is done       | the payment is reversed | the work is done, the answer is lost                       |
        | payments  | at the 4th webhook from gateway to payments, after its answer has come    | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the reversal from checkout to payments, before it leaves               | the payment is reversed | the call was not made                                      |
        | payments  | at the reversal from checkout to payments, before it leaves               | the payment is reversed | the callee is down                                         |
        | checkout  | at the reversal from checkout to payments, after its work is done         | the payment is reversed | the work is done, the caller is down                       |
        | payments  | at the reversal from checkout to payments, after its work is done         | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | at the reversal from checkout to payments, after its answer has come      | the payment is reversed | the answer is not stored                                   |
        | payments  | at the reversal from checkout to payments, after its answer has come      | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the cancellation from checkout to orders, before it leaves             | the payment is reversed | the call was not made                                      |
        | orders    | at the cancellation from checkout to orders, before it leaves             | the payment is reversed | the callee is down                                         |
        | checkout  | at the cancellation from checkout to orders, after its work is done       | the payment is reversed | the work is done, the caller is down                       |
        | orders    | at the cancellation from checkout to orders, after its work is done       | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | at the cancellation from checkout to orders, after its answer has come    | the payment is reversed | the answer is not stored                                   |
        | orders    | at the cancellation from checkout to orders, after its answer has come    | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the release from checkout to pricing, before it leaves                 | the payment is reversed | the call was not made                                      |
        | pricing   | at the release from checkout to pricing, before it leaves                 | the payment is reversed | the callee is down                                         |
        | checkout  | at the release from checkout to pricing, after its work is done           | the payment is reversed | the work is done, the caller is down                       |
        | pricing   | at the release from checkout to pricing, after its work is done           | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | at the release from checkout to pricing, after its answer has come        | the payment is reversed | the answer is not stored                                   |
        | pricing   | at the release from checkout to pricing, after its answer has come        | the payment is reversed | answered, and down for later calls                         |
        | checkout  | at the release from checkout to inventory, before it leaves               | the payment is reversed | the call was not made                                      |
        | inventory | at the release from checkout to inventory, before it leaves               | the payment is reversed | the callee is down                                         |
        | checkout  | at the release from checkout to inventory, after its work is done         | the payment is reversed | the work is done, the caller is down                       |
        | inventory | at the release from checkout to inventory, after its work is done         | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | at the release from checkout to inventory, after its answer has come      | the payment is reversed | the answer is not stored                                   |
        | inventory | at the release from checkout to inventory, after its answer has come      | the payment is reversed | answered, and down for later calls                         |
        | pricing   | before commit 1 of its quotes                                             | nothing has begun       | the work is not done                                       |
        | pricing   | after commit 1 of its quotes                                              | nothing has begun       | the work is done, and not acknowledged                     |
        | checkout  | before commit 1 of its checkouts                                          | nothing has begun       | the work is not done                                       |
        | checkout  | after commit 1 of its checkouts                                           | the payment is reversed | the work is done, and not acknowledged                     |
        | inventory | before commit 1 of its reservations                                       | the payment is reversed | the work is not done                                       |
        | inventory | after commit 1 of its reservations                                        | the payment is reversed | the work is done, and not acknowledged                     |
        | checkout  | before commit 2 of its checkouts                                          | the payment is reversed | the work is not done                                       |
        | checkout  | after commit 2 of its checkouts                                           | the payment is reversed | the work is done, and not acknowledged                     |
        | pricing   | before commit 2 of its quotes                                             | the payment is reversed | the work is not done                                       |
        | pricing   | after commit 2 of its quotes                                              | the payment is reversed | the work is done, and not acknowledged                     |
        | checkout  | before commit 3 of its checkouts                                          | the payment is reversed | the work is not done                                       |
        | checkout  | after commit 3 of its checkouts                                           | the payment is reversed | the work is done, and not acknowledged                     |
        | payments  | before commit 1 of its events                                             | the payment is reversed | the work is not done                                       |
        | payments  | after commit 1 of its events                                              | the payment is reversed | the work is done, and not acknowledged                     |
        | payments  | before commit 2 of its payments                                           | the payment is reversed | the work is not done                                       |
        | payments  | after commit 2 of its payments                                            | the payment is reversed | the work is done, and not acknowledged                     |
        | checkout  | before commit 4 of its checkouts                                          | the payment is reversed | the work is not done                                       |
        | checkout  | after commit 4 of its checkouts                                           | the payment is reversed | the work is done, and not acknowledged                     |
        | payments  | before commit 2 of its events                                             | the payment is reversed | the work is not done                                       |
        | payments  | after commit 2 of its events                                              | the payment is reversed | the work is done, and not acknowledged                     |
        | orders    | before commit 1 of its orders                                             | the payment is reversed | the work is not done                                       |
        | orders    | after commit 1 of its orders                                              | the payment is reversed | the work is done, and not acknowledged                     |
        | checkout  | before commit 5 of its checkouts                                          | the payment is reversed | the work is not done                                       |
        | checkout  | after commit 5 of its checkouts                                           | the payment is reversed | the work is done, and not acknowledged                     |
        | payments  | before commit 3 of its payments                                           | the payment is reversed | the work is not done                                       |
        | payments  | after commit 3 of its payments                                            | the payment is reversed | the work is done, and not acknowledged                     |
        | payments  | before commit 4 of its payments                                           | the payment is reversed | the work is not done                                       |
        | payments  | after commit 4 of its payments                                            | the payment is reversed | the work is done, and not acknowledged                     |
        | payments  | before commit 5 of its payments                                           | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | after commit 5 of its payments                                            | the payment is reversed | the work is done, and not acknowledged                     |
        | payments  | before commit 6 of its payments                                           | the payment is reversed | the work is not done                                       |
        | payments  | after commit 6 of its payments                                            | the payment is reversed | the work is done, and not acknowledged                     |
        | payments  | before commit 7 of its payments                                           | the payment is reversed | the work is not done                                       |
        | payments  | after commit 7 of its payments                                            | the payment is reversed | the work is done, and not acknowledged                     |
        | payments  | before commit 3 of its events                                             | the payment is reversed | the work is not done                                       |
        | payments  | after commit 3 of its events                                              | the payment is reversed | the work is done, and not acknowledged                     |
        | checkout  | before commit 6 of its checkouts                                          | the payment is reversed | the work is not done                                       |
        | checkout  | after commit 6 of its checkouts                                           | the payment is reversed | the work is done, and not acknowledged                     |
        | checkout  | before commit 7 of its checkouts                                          | the payment is reversed | the work is not done                                       |
        | checkout  | after commit 7 of its checkouts                                           | the payment is reversed | the work is done, and not acknowledged                     |
        | orders    | before commit 2 of its orders                                             | the payment is reversed | the work is not done                                       |
        | orders    | after commit 2 of its orders                                              | the payment is reversed | the work is done, and not acknowledged                     |
        | checkout  | before commit 8 of its checkouts                                          | the payment is reversed | the work is not done                                       |
        | checkout  | after commit 8 of its checkouts                                           | the payment is reversed | the work is done, and not acknowledged                     |
        | pricing   | before commit 3 of its quotes                                             | the payment is reversed | the work is not done                                       |
        | pricing   | after commit 3 of its quotes                                              | the payment is reversed | the work is done, and not acknowledged                     |
        | checkout  | before commit 9 of its checkouts                                          | the payment is reversed | the work is not done                                       |
        | checkout  | after commit 9 of its checkouts                                           | the payment is reversed | the work is done, and not acknowledged                     |
        | inventory | before commit 2 of its reservations                                       | the payment is reversed | the work is not done                                       |
        | inventory | after commit 2 of its reservations                                        | the payment is reversed | the work is done, and not acknowledged                     |
        | checkout  | before commit 10 of its checkouts                                         | the payment is reversed | the work is not done                                       |
        | checkout  | after commit 10 of its checkouts                                          | the payment is reversed | the work is done, and not acknowledged                     |
