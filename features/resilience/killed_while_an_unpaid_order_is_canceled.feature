@resilience @blocker @crash
Feature: Killed while an unpaid order is canceled
  The checkout service is down for days, so orders cancels the order that it has not paid.

  Rule: A service that is killed while an unpaid order is canceled keeps no money, no copies and no discount code

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer's checkout was killed when it was about to request the charge
      And the gateway has delivered its webhooks
      And <killed> is killed at <call>, <moment>
      When 4 days pass
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples:
        | killed    | call                                 | moment                    | end                     | why                                           |
        | orders    | the look from orders to payments     | before it leaves          | the payment is reversed | the call was not made                         |
        | payments  | the look from orders to payments     | before it leaves          | the order is unpaid     | orders reads the payment again after a minute |
        | orders    | the look from orders to payments     | after its work is done    | the payment is reversed | the work is done, the caller is down          |
        | payments  | the look from orders to payments     | after its work is done    | the order is unpaid     | orders reads the payment again after a minute |
        | orders    | the look from orders to payments     | after its answer has come | the payment is reversed | the answer is not stored                      |
        | payments  | the look from orders to payments     | after its answer has come | the payment is reversed | answered, and down for later calls            |
        | orders    | the reversal from orders to payments | before it leaves          | the payment is reversed | the call was not made                         |
        | payments  | the reversal from orders to payments | before it leaves          | the payment is reversed | the callee is down                            |
        | orders    | the reversal from orders to payments | after its work is done    | the payment is reversed | the work is done, the caller is down          |
        | payments  | the reversal from orders to payments | after its work is done    | the payment is reversed | the work is done, the answer is lost          |
        | orders    | the reversal from orders to payments | after its answer has come | the payment is reversed | the answer is not stored                      |
        | payments  | the reversal from orders to payments | after its answer has come | the payment is reversed | answered, and down for later calls            |
        | payments  | the void from payments to gateway    | before it leaves          | the payment is reversed | the call was not made                         |
        | payments  | the void from payments to gateway    | after its work is done    | the payment is reversed | the work is done, the caller is down          |
        | payments  | the void from payments to gateway    | after its answer has come | the payment is reversed | the answer is not stored                      |
        | payments  | the webhook from gateway to payments | before it leaves          | the payment is reversed | the callee is down                            |
        | payments  | the webhook from gateway to payments | after its work is done    | the payment is reversed | the work is done, the answer is lost          |
        | payments  | the webhook from gateway to payments | after its answer has come | the payment is reversed | answered, and down for later calls            |
        | orders    | the restock from orders to inventory | before it leaves          | the payment is reversed | the call was not made                         |
        | inventory | the restock from orders to inventory | before it leaves          | the payment is reversed | the callee is down                            |
        | orders    | the restock from orders to inventory | after its work is done    | the payment is reversed | the work is done, the caller is down          |
        | inventory | the restock from orders to inventory | after its work is done    | the payment is reversed | the work is done, the answer is lost          |
        | orders    | the restock from orders to inventory | after its answer has come | the payment is reversed | the answer is not stored                      |
        | inventory | the restock from orders to inventory | after its answer has come | the payment is reversed | answered, and down for later calls            |
        | orders    | the release from orders to pricing   | before it leaves          | the payment is reversed | the call was not made                         |
        | pricing   | the release from orders to pricing   | before it leaves          | the payment is reversed | the callee is down                            |
        | orders    | the release from orders to pricing   | after its work is done    | the payment is reversed | the work is done, the caller is down          |
        | pricing   | the release from orders to pricing   | after its work is done    | the payment is reversed | the work is done, the answer is lost          |
        | orders    | the release from orders to pricing   | after its answer has come | the payment is reversed | the answer is not stored                      |
        | pricing   | the release from orders to pricing   | after its answer has come | the payment is reversed | answered, and down for later calls            |
