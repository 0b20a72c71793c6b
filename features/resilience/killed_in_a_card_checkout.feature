@resilience @blocker @crash
Feature: Killed in a card checkout
  A service is killed at each call of a card checkout, and the customer does not retry.

  Rule: A killed service delays a card checkout, or stops it before it has begun

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <killed> is killed at <call>, <moment>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples:
        | killed        | call                                        | moment                    | end                                          | why                                  |
        | cart          | the quote from cart to pricing              | before it leaves          | nothing has begun                            | the call was not made                |
        | pricing       | the quote from cart to pricing              | before it leaves          | nothing has begun                            | the callee is down                   |
        | cart          | the quote from cart to pricing              | after its work is done    | nothing has begun                            | the work is done, the caller is down |
        | pricing       | the quote from cart to pricing              | after its work is done    | nothing has begun                            | the work is done, the answer is lost |
        | cart          | the quote from cart to pricing              | after its answer has come | nothing has begun                            | the answer is not stored             |
        | pricing       | the quote from cart to pricing              | after its answer has come | the order is made                            | answered, and down for later calls   |
        | checkout      | the submission from customer to checkout    | before it leaves          | nothing has begun                            | the callee is down                   |
        | checkout      | the submission from customer to checkout    | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | checkout      | the submission from customer to checkout    | after its answer has come | the order is made                            | answered, and down for later calls   |
        | checkout      | the look from checkout to cart              | before it leaves          | nothing has begun                            | the call was not made                |
        | cart          | the look from checkout to cart              | before it leaves          | nothing has begun                            | the callee is down                   |
        | checkout      | the look from checkout to cart              | after its work is done    | nothing has begun                            | the work is done, the caller is down |
        | cart          | the look from checkout to cart              | after its work is done    | nothing has begun                            | the work is done, the answer is lost |
        | checkout      | the look from checkout to cart              | after its answer has come | nothing has begun                            | the answer is not stored             |
        | cart          | the look from checkout to cart              | after its answer has come | the order is made                            | answered, and down for later calls   |
        | checkout      | the reservation from checkout to inventory  | before it leaves          | the order is made                            | the call was not made                |
        | inventory     | the reservation from checkout to inventory  | before it leaves          | the order is made                            | the callee is down                   |
        | checkout      | the reservation from checkout to inventory  | after its work is done    | the order is made                            | the work is done, the caller is down |
        | inventory     | the reservation from checkout to inventory  | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | checkout      | the reservation from checkout to inventory  | after its answer has come | the order is made                            | the answer is not stored             |
        | inventory     | the reservation from checkout to inventory  | after its answer has come | the order is made                            | answered, and down for later calls   |
        | checkout      | the binding quote from checkout to pricing  | before it leaves          | the order is made                            | the call was not made                |
        | pricing       | the binding quote from checkout to pricing  | before it leaves          | the order is made                            | the callee is down                   |
        | checkout      | the binding quote from checkout to pricing  | after its work is done    | the order is made                            | the work is done, the caller is down |
        | pricing       | the binding quote from checkout to pricing  | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | checkout      | the binding quote from checkout to pricing  | after its answer has come | the order is made                            | the answer is not stored             |
        | pricing       | the binding quote from checkout to pricing  | after its answer has come | the order is made                            | answered, and down for later calls   |
        | checkout      | the authorization from checkout to payments | before it leaves          | the order is made                            | the call was not made                |
        | payments      | the authorization from checkout to payments | before it leaves          | the order is made                            | the callee is down                   |
        | checkout      | the authorization from checkout to payments | after its work is done    | the order is made                            | the work is done, the caller is down |
        | payments      | the authorization from checkout to payments | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | checkout      | the authorization from checkout to payments | after its answer has come | the order is made                            | the answer is not stored             |
        | payments      | the authorization from checkout to payments | after its answer has come | the order is made                            | answered, and down for later calls   |
        | payments      | the authorization from payments to gateway  | before it leaves          | the order is made                            | the call was not made                |
        | payments      | the authorization from payments to gateway  | after its work is done    | the order is made                            | the work is done, the caller is down |
        | payments      | the authorization from payments to gateway  | after its answer has come | the order is made                            | the answer is not stored             |
        | payments      | the 1st webhook from gateway to payments    | before it leaves          | the order is made                            | the callee is down                   |
        | payments      | the 1st webhook from gateway to payments    | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | payments      | the 1st webhook from gateway to payments    | after its answer has come | the order is made                            | answered, and down for later calls   |
        | payments      | the 2nd webhook from gateway to payments    | before it leaves          | the order is made                            | the callee is down                   |
        | payments      | the 2nd webhook from gateway to payments    | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | payments      | the 2nd webhook from gateway to payments    | after its answer has come | the order is made                            | answered, and down for later calls   |
        | payments      | the 3rd webhook from gateway to payments    | before it leaves          | the order is made                            | the callee is down                   |
        | payments      | the 3rd webhook from gateway to payments    | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | payments      | the 3rd webhook from gateway to payments    | after its answer has come | the order is made                            | answered, and down for later calls   |
        | checkout      | the order from checkout to orders           | before it leaves          | the order is made                            | the call was not made                |
        | orders        | the order from checkout to orders           | before it leaves          | the order is made                            | the callee is down                   |
        | checkout      | the order from checkout to orders           | after its work is done    | the order is made                            | the work is done, the caller is down |
        | orders        | the order from checkout to orders           | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | checkout      | the order from checkout to orders           | after its answer has come | the order is made                            | the answer is not stored             |
        | orders        | the order from checkout to orders           | after its answer has come | the order is made                            | answered, and down for later calls   |
        | checkout      | the capture from checkout to payments       | before it leaves          | the order is made                            | the call was not made                |
        | payments      | the capture from checkout to payments       | before it leaves          | the order is made                            | the callee is down                   |
        | checkout      | the capture from checkout to payments       | after its work is done    | the order is made                            | the work is done, the caller is down |
        | payments      | the capture from checkout to payments       | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | checkout      | the capture from checkout to payments       | after its answer has come | the order is made                            | the answer is not stored             |
        | payments      | the capture from checkout to payments       | after its answer has come | the order is made                            | answered, and down for later calls   |
        | payments      | the capture from payments to gateway        | before it leaves          | the order is made                            | the call was not made                |
        | payments      | the capture from payments to gateway        | after its work is done    | the order is made                            | the work is done, the caller is down |
        | payments      | the capture from payments to gateway        | after its answer has come | the order is made                            | the answer is not stored             |
        | payments      | the 4th webhook from gateway to payments    | before it leaves          | the order is made                            | the callee is down                   |
        | payments      | the 4th webhook from gateway to payments    | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | payments      | the 4th webhook from gateway to payments    | after its answer has come | the order is made                            | answered, and down for later calls   |
        | payments      | the 5th webhook from gateway to payments    | before it leaves          | the order is made                            | the callee is down                   |
        | payments      | the 5th webhook from gateway to payments    | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | payments      | the 5th webhook from gateway to payments    | after its answer has come | the order is made                            | answered, and down for later calls   |
        | checkout      | the confirmation from checkout to inventory | before it leaves          | the order is made                            | the call was not made                |
        | inventory     | the confirmation from checkout to inventory | before it leaves          | the order is made                            | the callee is down                   |
        | checkout      | the confirmation from checkout to inventory | after its work is done    | the order is made                            | the work is done, the caller is down |
        | inventory     | the confirmation from checkout to inventory | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | checkout      | the confirmation from checkout to inventory | after its answer has come | the order is made                            | the answer is not stored             |
        | inventory     | the confirmation from checkout to inventory | after its answer has come | the order is made                            | answered, and down for later calls   |
        | checkout      | the payment notice from checkout to orders  | before it leaves          | the order is made                            | the call was not made                |
        | orders        | the payment notice from checkout to orders  | before it leaves          | the order is made                            | the callee is down                   |
        | checkout      | the payment notice from checkout to orders  | after its work is done    | the order is made                            | the work is done, the caller is down |
        | orders        | the payment notice from checkout to orders  | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | checkout      | the payment notice from checkout to orders  | after its answer has come | the order is made                            | the answer is not stored             |
        | orders        | the payment notice from checkout to orders  | after its answer has come | the order is made                            | answered, and down for later calls   |
        | checkout      | the closing from checkout to cart           | before it leaves          | the order is made                            | the call was not made                |
        | cart          | the closing from checkout to cart           | before it leaves          | the order is made                            | the callee is down                   |
        | checkout      | the closing from checkout to cart           | after its work is done    | the order is made                            | the work is done, the caller is down |
        | cart          | the closing from checkout to cart           | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | checkout      | the closing from checkout to cart           | after its answer has come | the order is made                            | the answer is not stored             |
        | cart          | the closing from checkout to cart           | after its answer has come | the order is made                            | answered, and down for later calls   |
        | orders        | the event from orders to notifications      | before it leaves          | the order is made                            | the call was not made                |
        | notifications | the event from orders to notifications      | before it leaves          | the order is made                            | the callee is down                   |
        | orders        | the event from orders to notifications      | after its work is done    | the order is made                            | the work is done, the caller is down |
        | notifications | the event from orders to notifications      | after its work is done    | the order is made                            | the work is done, the answer is lost |
        | orders        | the event from orders to notifications      | after its answer has come | the order is made                            | the answer is not stored             |
        | notifications | the event from orders to notifications      | after its answer has come | the order is made                            | answered, and down for later calls   |
        | notifications | the greeting from notifications to mail     | before it leaves          | the order is made                            | the call was not made                |
        | notifications | the greeting from notifications to mail     | after its work is done    | the order is made                            | the work is done, the caller is down |
        | notifications | the greeting from notifications to mail     | after its answer has come | the order is made                            | the answer is not stored             |
        | notifications | the hello from notifications to mail        | before it leaves          | the order is made                            | the call was not made                |
        | notifications | the hello from notifications to mail        | after its work is done    | the order is made                            | the work is done, the caller is down |
        | notifications | the hello from notifications to mail        | after its answer has come | the order is made                            | the answer is not stored             |
        | notifications | the sender from notifications to mail       | before it leaves          | the order is made                            | the call was not made                |
        | notifications | the sender from notifications to mail       | after its work is done    | the order is made                            | the work is done, the caller is down |
        | notifications | the sender from notifications to mail       | after its answer has come | the order is made                            | the answer is not stored             |
        | notifications | the recipient from notifications to mail    | before it leaves          | the order is made                            | the call was not made                |
        | notifications | the recipient from notifications to mail    | after its work is done    | the order is made                            | the work is done, the caller is down |
        | notifications | the recipient from notifications to mail    | after its answer has come | the order is made                            | the answer is not stored             |
        | notifications | the content from notifications to mail      | before it leaves          | the order is made                            | the call was not made                |
        | notifications | the content from notifications to mail      | after its work is done    | the order is made                            | the work is done, the caller is down |
        | notifications | the content from notifications to mail      | after its answer has come | the order is made                            | the answer is not stored             |
        | notifications | the handover from notifications to mail     | before it leaves          | the order is made                            | the call was not made                |
        | notifications | the handover from notifications to mail     | after its work is done    | the order is made and its mail is sent twice | the work is done, the caller is down |
        | notifications | the handover from notifications to mail     | after its answer has come | the order is made and its mail is sent twice | the answer is not stored             |
        | notifications | the goodbye from notifications to mail      | before it leaves          | the order is made                            | the call was not made                |
        | notifications | the goodbye from notifications to mail      | after its work is done    | the order is made                            | the work is done, the caller is down |
        | notifications | the goodbye from notifications to mail      | after its answer has come | the order is made                            | the answer is not stored             |
