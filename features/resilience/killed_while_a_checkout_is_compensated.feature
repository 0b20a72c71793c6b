@resilience @blocker @crash
Feature: Killed while a checkout is compensated
  The gateway refuses the capture, and a service is killed at each call of the checkout.

  Rule: A compensated checkout keeps no money and no copies, also when a service is killed

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the gateway refuses the capture
      And <killed> is killed at <call>, <moment>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples:
        | killed    | call                                        | moment                    | end                     | why                                                        |
        | cart      | the quote from cart to pricing              | before it leaves          | nothing has begun       | the call was not made                                      |
        | pricing   | the quote from cart to pricing              | before it leaves          | nothing has begun       | the callee is down                                         |
        | cart      | the quote from cart to pricing              | after its work is done    | nothing has begun       | the work is done, the caller is down                       |
        | pricing   | the quote from cart to pricing              | after its work is done    | nothing has begun       | the work is done, the answer is lost                       |
        | cart      | the quote from cart to pricing              | after its answer has come | nothing has begun       | the answer is not stored                                   |
        | pricing   | the quote from cart to pricing              | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the submission from customer to checkout    | before it leaves          | nothing has begun       | the callee is down                                         |
        | checkout  | the submission from customer to checkout    | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | the submission from customer to checkout    | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the look from checkout to cart              | before it leaves          | nothing has begun       | the call was not made                                      |
        | cart      | the look from checkout to cart              | before it leaves          | nothing has begun       | the callee is down                                         |
        | checkout  | the look from checkout to cart              | after its work is done    | nothing has begun       | the work is done, the caller is down                       |
        | cart      | the look from checkout to cart              | after its work is done    | nothing has begun       | the work is done, the answer is lost                       |
        | checkout  | the look from checkout to cart              | after its answer has come | nothing has begun       | the answer is not stored                                   |
        | cart      | the look from checkout to cart              | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the reservation from checkout to inventory  | before it leaves          | the payment is reversed | the call was not made                                      |
        | inventory | the reservation from checkout to inventory  | before it leaves          | the payment is reversed | the callee is down                                         |
        | checkout  | the reservation from checkout to inventory  | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | inventory | the reservation from checkout to inventory  | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | the reservation from checkout to inventory  | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | inventory | the reservation from checkout to inventory  | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the binding quote from checkout to pricing  | before it leaves          | the payment is reversed | the call was not made                                      |
        | pricing   | the binding quote from checkout to pricing  | before it leaves          | the payment is reversed | the callee is down                                         |
        | checkout  | the binding quote from checkout to pricing  | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | pricing   | the binding quote from checkout to pricing  | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | the binding quote from checkout to pricing  | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | pricing   | the binding quote from checkout to pricing  | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the authorization from checkout to payments | before it leaves          | the payment is reversed | the call was not made                                      |
        | payments  | the authorization from checkout to payments | before it leaves          | the payment is reversed | the callee is down                                         |
        | checkout  | the authorization from checkout to payments | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | payments  | the authorization from checkout to payments | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | the authorization from checkout to payments | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | payments  | the authorization from checkout to payments | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | payments  | the authorization from payments to gateway  | before it leaves          | the payment is reversed | the call was not made                                      |
        | payments  | the authorization from payments to gateway  | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | payments  | the authorization from payments to gateway  | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | payments  | the 1st webhook from gateway to payments    | before it leaves          | the payment is reversed | the callee is down                                         |
        | payments  | the 1st webhook from gateway to payments    | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | payments  | the 1st webhook from gateway to payments    | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | payments  | the 2nd webhook from gateway to payments    | before it leaves          | the payment is reversed | the callee is down                                         |
        | payments  | the 2nd webhook from gateway to payments    | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | payments  | the 2nd webhook from gateway to payments    | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the order from checkout to orders           | before it leaves          | the payment is reversed | the call was not made                                      |
        | orders    | the order from checkout to orders           | before it leaves          | the payment is reversed | the callee is down                                         |
        | checkout  | the order from checkout to orders           | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | orders    | the order from checkout to orders           | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | the order from checkout to orders           | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | orders    | the order from checkout to orders           | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | payments  | the 3rd webhook from gateway to payments    | before it leaves          | the payment is reversed | the callee is down                                         |
        | payments  | the 3rd webhook from gateway to payments    | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | payments  | the 3rd webhook from gateway to payments    | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the capture from checkout to payments       | before it leaves          | the payment is reversed | the call was not made                                      |
        | payments  | the capture from checkout to payments       | before it leaves          | the payment is reversed | the callee is down                                         |
        | checkout  | the capture from checkout to payments       | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | payments  | the capture from checkout to payments       | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | the capture from checkout to payments       | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | payments  | the capture from checkout to payments       | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | payments  | the capture from payments to gateway        | before it leaves          | the payment is reversed | the call was not made                                      |
        | payments  | the capture from payments to gateway        | after its work is done    | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | the capture from payments to gateway        | after its answer has come | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | the look from payments to gateway           | before it leaves          | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | the look from payments to gateway           | after its work is done    | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | the look from payments to gateway           | after its answer has come | the order is made       | the refusal is not stored: asked again, the gateway agrees |
        | payments  | the void from payments to gateway           | before it leaves          | the payment is reversed | the call was not made                                      |
        | payments  | the void from payments to gateway           | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | payments  | the void from payments to gateway           | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | payments  | the 4th webhook from gateway to payments    | before it leaves          | the payment is reversed | the callee is down                                         |
        | payments  | the 4th webhook from gateway to payments    | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | payments  | the 4th webhook from gateway to payments    | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the reversal from checkout to payments      | before it leaves          | the payment is reversed | the call was not made                                      |
        | payments  | the reversal from checkout to payments      | before it leaves          | the payment is reversed | the callee is down                                         |
        | checkout  | the reversal from checkout to payments      | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | payments  | the reversal from checkout to payments      | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | the reversal from checkout to payments      | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | payments  | the reversal from checkout to payments      | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the cancellation from checkout to orders    | before it leaves          | the payment is reversed | the call was not made                                      |
        | orders    | the cancellation from checkout to orders    | before it leaves          | the payment is reversed | the callee is down                                         |
        | checkout  | the cancellation from checkout to orders    | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | orders    | the cancellation from checkout to orders    | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | the cancellation from checkout to orders    | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | orders    | the cancellation from checkout to orders    | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the release from checkout to pricing        | before it leaves          | the payment is reversed | the call was not made                                      |
        | pricing   | the release from checkout to pricing        | before it leaves          | the payment is reversed | the callee is down                                         |
        | checkout  | the release from checkout to pricing        | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | pricing   | the release from checkout to pricing        | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | the release from checkout to pricing        | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | pricing   | the release from checkout to pricing        | after its answer has come | the payment is reversed | answered, and down for later calls                         |
        | checkout  | the release from checkout to inventory      | before it leaves          | the payment is reversed | the call was not made                                      |
        | inventory | the release from checkout to inventory      | before it leaves          | the payment is reversed | the callee is down                                         |
        | checkout  | the release from checkout to inventory      | after its work is done    | the payment is reversed | the work is done, the caller is down                       |
        | inventory | the release from checkout to inventory      | after its work is done    | the payment is reversed | the work is done, the answer is lost                       |
        | checkout  | the release from checkout to inventory      | after its answer has come | the payment is reversed | the answer is not stored                                   |
        | inventory | the release from checkout to inventory      | after its answer has come | the payment is reversed | answered, and down for later calls                         |
