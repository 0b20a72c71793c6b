@resilience @blocker @crash
Feature: Killed while a paid checkout is compensated
  Orders refuses the payment notice of a checkout whose card is charged and whose copies are sold.

  Rule: A service that is killed while a paid checkout is compensated keeps no money and no copies

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when it was about to mark the order as paid
      And the gateway has delivered its webhooks
      And the payment notice from checkout to orders answers 409
      And <killed> is killed at <call>, <moment>
      When the checkout comes back
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples:
        | killed    | call                                     | moment                    | end                     | why                                  |
        | checkout  | the reversal from checkout to payments   | before it leaves          | the payment is reversed | the call was not made                |
        | payments  | the reversal from checkout to payments   | before it leaves          | the payment is reversed | the callee is down                   |
        | checkout  | the reversal from checkout to payments   | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | payments  | the reversal from checkout to payments   | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | checkout  | the reversal from checkout to payments   | after its answer has come | the payment is reversed | the answer is not stored             |
        | payments  | the reversal from checkout to payments   | after its answer has come | the payment is reversed | answered, and down for later calls   |
        | payments  | the refund from payments to gateway      | before it leaves          | the payment is reversed | the call was not made                |
        | payments  | the refund from payments to gateway      | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | payments  | the refund from payments to gateway      | after its answer has come | the payment is reversed | the answer is not stored             |
        | payments  | the 1st webhook from gateway to payments | before it leaves          | the payment is reversed | the callee is down                   |
        | payments  | the 1st webhook from gateway to payments | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | payments  | the 1st webhook from gateway to payments | after its answer has come | the payment is reversed | answered, and down for later calls   |
        | payments  | the 2nd webhook from gateway to payments | before it leaves          | the payment is reversed | the callee is down                   |
        | payments  | the 2nd webhook from gateway to payments | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | payments  | the 2nd webhook from gateway to payments | after its answer has come | the payment is reversed | answered, and down for later calls   |
        | checkout  | the cancellation from checkout to orders | before it leaves          | the payment is reversed | the call was not made                |
        | orders    | the cancellation from checkout to orders | before it leaves          | the payment is reversed | the callee is down                   |
        | checkout  | the cancellation from checkout to orders | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | orders    | the cancellation from checkout to orders | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | checkout  | the cancellation from checkout to orders | after its answer has come | the payment is reversed | the answer is not stored             |
        | orders    | the cancellation from checkout to orders | after its answer has come | the payment is reversed | answered, and down for later calls   |
        | checkout  | the release from checkout to pricing     | before it leaves          | the payment is reversed | the call was not made                |
        | pricing   | the release from checkout to pricing     | before it leaves          | the payment is reversed | the callee is down                   |
        | checkout  | the release from checkout to pricing     | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | pricing   | the release from checkout to pricing     | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | checkout  | the release from checkout to pricing     | after its answer has come | the payment is reversed | the answer is not stored             |
        | pricing   | the release from checkout to pricing     | after its answer has come | the payment is reversed | answered, and down for later calls   |
        | checkout  | the restock from checkout to inventory   | before it leaves          | the payment is reversed | the call was not made                |
        | inventory | the restock from checkout to inventory   | before it leaves          | the payment is reversed | the callee is down                   |
        | checkout  | the restock from checkout to inventory   | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | inventory | the restock from checkout to inventory   | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | checkout  | the restock from checkout to inventory   | after its answer has come | the payment is reversed | the answer is not stored             |
        | inventory | the restock from checkout to inventory   | after its answer has come | the payment is reversed | answered, and down for later calls   |
