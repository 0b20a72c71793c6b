@resilience @blocker
Feature: Killed while an unpaid order is canceled
  The checkout service is down for days, so orders cancels the order that it has not paid.

  Rule: A service that is killed while an unpaid order is canceled keeps no money, no copies and no discount code

    Scenario Outline: <killed> is killed <point>
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer's checkout was killed when it was about to request the charge
      And the gateway has delivered its webhooks
      And <killed> is killed <point>
      When 4 days pass
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed    | point                                                              | end                     | why                                           |
        | orders    | at the look from orders to payments, before it leaves              | the payment is reversed | the call was not made                         |
        | payments  | at the look from orders to payments, before it leaves              | the order is unpaid     | orders reads the payment again after a minute |
        | orders    | at the look from orders to payments, after its work is done        | the payment is reversed | the work is done, the caller is down          |
        | payments  | at the look from orders to payments, after its work is done        | the order is unpaid     | orders reads the payment again after a minute |
        | orders    | at the look from orders to payments, after its answer has come     | the payment is reversed | the answer is not stored                      |
        | payments  | at the look from orders to payments, after its answer has come     | the payment is reversed | answered, and down for later calls            |
        | orders    | at the reversal from orders to payments, before it leaves          | the payment is reversed | the call was not made                         |
        | payments  | at the reversal from orders to payments, before it leaves          | the payment is reversed | the callee is down                            |
        | orders    | at the reversal from orders to payments, after its work is done    | the payment is reversed | the work is done, the caller is down          |
        | payments  | at the reversal from orders to payments, after its work is done    | the payment is reversed | the work is done, the answer is lost          |
        | orders    | at the reversal from orders to payments, after its answer has come | the payment is reversed | the answer is not stored                      |
        | payments  | at the reversal from orders to payments, after its answer has come | the payment is reversed | answered, and down for later calls            |
        | payments  | at the void from payments to gateway, before it leaves             | the payment is reversed | the call was not made                         |
        | payments  | at the void from payments to gateway, after its work is done       | the payment is reversed | the work is done, the caller is down          |
        | payments  | at the void from payments to gateway, after its answer has come    | the payment is reversed | the answer is not stored                      |
        | payments  | at the webhook from gateway to payments, before it leaves          | the payment is reversed | the callee is down                            |
        | payments  | at the webhook from gateway to payments, after its work is done    | the payment is reversed | the work is done, the answer is lost          |
        | payments  | at the webhook from gateway to payments, after its answer has come | the payment is reversed | answered, and down for later calls            |
        | orders    | at the restock from orders to inventory, before it leaves          | the payment is reversed | the call was not made                         |
        | inventory | at the restock from orders to inventory, before it leaves          | the payment is reversed | the callee is down                            |
        | orders    | at the restock from orders to inventory, after its work is done    | the payment is reversed | the work is done, the caller is down          |
        | inventory | at the restock from orders to inventory, after its work is done    | the payment is reversed | the work is done, the answer is lost          |
        | orders    | at the restock from orders to inventory, after its answer has come | the payment is reversed | the answer is not stored                      |
        | inventory | at the restock from orders to inventory, after its answer has come | the payment is reversed | answered, and down for later calls            |
        | orders    | at the release from orders to pricing, before it leaves            | the payment is reversed | the call was not made                         |
        | pricing   | at the release from orders to pricing, before it leaves            | the payment is reversed | the callee is down                            |
        | orders    | at the release from orders to pricing, after its work is done      | the payment is reversed | the work is done, the caller is down          |
        | pricing   | at the release from orders to pricing, after its work is done      | the payment is reversed | the work is done, the answer is lost          |
        | orders    | at the release from orders to pricing, after its answer has come   | the payment is reversed | the answer is not stored                      |
        | pricing   | at the release from orders to pricing, after its answer has come   | the payment is reversed | answered, and down for later calls            |
        | pricing   | before commit 1 of its quotes                                      | the payment is reversed | the work is not done                          |
        | pricing   | after commit 1 of its quotes                                       | the payment is reversed | the work is done, and not acknowledged        |
        | inventory | before commit 1 of its stock_movements                             | the payment is reversed | the work is not done                          |
        | inventory | after commit 1 of its stock_movements                              | the payment is reversed | the work is done, and not acknowledged        |
        | orders    | before commit 1 of its orders                                      | the payment is reversed | the work is not done                          |
        | orders    | after commit 1 of its orders                                       | the payment is reversed | the work is done, and not acknowledged        |
        | payments  | before commit 1 of its payments                                    | the payment is reversed | the work is not done                          |
        | payments  | after commit 1 of its payments                                     | the payment is reversed | the work is done, and not acknowledged        |
        | payments  | before commit 2 of its payments                                    | the payment is reversed | the work is not done                          |
        | payments  | after commit 2 of its payments                                     | the payment is reversed | the work is done, and not acknowledged        |
        | payments  | before commit 3 of its payments                                    | the payment is reversed | the work is not done                          |
        | payments  | after commit 3 of its payments                                     | the payment is reversed | the work is done, and not acknowledged        |
        | payments  | before commit 1 of its events                                      | the payment is reversed | the work is not done                          |
        | payments  | after commit 1 of its events                                       | the payment is reversed | the work is done, and not acknowledged        |
        | orders    | before commit 2 of its orders                                      | the payment is reversed | the work is not done                          |
        | orders    | after commit 2 of its orders                                       | the payment is reversed | the work is done, and not acknowledged        |
        | orders    | before commit 2 of its outbox                                      | the payment is reversed | the work is not done                          |
        | orders    | after commit 2 of its outbox                                       | the payment is reversed | the work is done, and not acknowledged        |
        | inventory | before commit 2 of its reservations                                | the payment is reversed | the work is not done                          |
        | inventory | after commit 2 of its reservations                                 | the payment is reversed | the work is done, and not acknowledged        |
        | orders    | before commit 3 of its orders                                      | the payment is reversed | the work is not done                          |
        | orders    | after commit 3 of its orders                                       | the payment is reversed | the work is done, and not acknowledged        |
        | orders    | before commit 3 of its outbox                                      | the payment is reversed | the work is not done                          |
        | orders    | after commit 3 of its outbox                                       | the payment is reversed | the work is done, and not acknowledged        |
        | orders    | before commit 4 of its outbox                                      | the payment is reversed | the work is not done                          |
        | orders    | after commit 4 of its outbox                                       | the payment is reversed | the work is done, and not acknowledged        |
