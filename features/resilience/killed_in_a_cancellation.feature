@resilience @blocker @crash
Feature: Killed in a cancellation
  A service is killed at each call of a cancellation. An accepted cancellation is completed after the restart.

  Rule: A cancellation refunds and restocks once, also when a service is killed

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And <killed> is killed at <call>, <moment>
      When the customer cancels the order once and does not retry
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples:
        | killed        | call                                     | moment                    | end                                              | why                                  |
        | orders        | the cancellation from customer to orders | before it leaves          | the order is unchanged                           | the callee is down                   |
        | orders        | the cancellation from customer to orders | after its work is done    | the order is canceled                            | the work is done, the answer is lost |
        | orders        | the cancellation from customer to orders | after its answer has come | the order is canceled                            | answered, and down for later calls   |
        | orders        | the reversal from orders to payments     | before it leaves          | the order is canceled                            | the call was not made                |
        | payments      | the reversal from orders to payments     | before it leaves          | the order is canceled                            | the callee is down                   |
        | orders        | the reversal from orders to payments     | after its work is done    | the order is canceled                            | the work is done, the caller is down |
        | payments      | the reversal from orders to payments     | after its work is done    | the order is canceled                            | the work is done, the answer is lost |
        | orders        | the reversal from orders to payments     | after its answer has come | the order is canceled                            | the answer is not stored             |
        | payments      | the reversal from orders to payments     | after its answer has come | the order is canceled                            | answered, and down for later calls   |
        | payments      | the refund from payments to gateway      | before it leaves          | the order is canceled                            | the call was not made                |
        | payments      | the refund from payments to gateway      | after its work is done    | the order is canceled                            | the work is done, the caller is down |
        | payments      | the refund from payments to gateway      | after its answer has come | the order is canceled                            | the answer is not stored             |
        | payments      | the 1st webhook from gateway to payments | before it leaves          | the order is canceled                            | the callee is down                   |
        | payments      | the 1st webhook from gateway to payments | after its work is done    | the order is canceled                            | the work is done, the answer is lost |
        | payments      | the 1st webhook from gateway to payments | after its answer has come | the order is canceled                            | answered, and down for later calls   |
        | payments      | the 2nd webhook from gateway to payments | before it leaves          | the order is canceled                            | the callee is down                   |
        | payments      | the 2nd webhook from gateway to payments | after its work is done    | the order is canceled                            | the work is done, the answer is lost |
        | payments      | the 2nd webhook from gateway to payments | after its answer has come | the order is canceled                            | answered, and down for later calls   |
        | orders        | the restock from orders to inventory     | before it leaves          | the order is canceled                            | the call was not made                |
        | inventory     | the restock from orders to inventory     | before it leaves          | the order is canceled                            | the callee is down                   |
        | orders        | the restock from orders to inventory     | after its work is done    | the order is canceled                            | the work is done, the caller is down |
        | inventory     | the restock from orders to inventory     | after its work is done    | the order is canceled                            | the work is done, the answer is lost |
        | orders        | the restock from orders to inventory     | after its answer has come | the order is canceled                            | the answer is not stored             |
        | inventory     | the restock from orders to inventory     | after its answer has come | the order is canceled                            | answered, and down for later calls   |
        | orders        | the event from orders to notifications   | before it leaves          | the order is canceled                            | the call was not made                |
        | notifications | the event from orders to notifications   | before it leaves          | the order is canceled                            | the callee is down                   |
        | orders        | the event from orders to notifications   | after its work is done    | the order is canceled                            | the work is done, the caller is down |
        | notifications | the event from orders to notifications   | after its work is done    | the order is canceled                            | the work is done, the answer is lost |
        | orders        | the event from orders to notifications   | after its answer has come | the order is canceled                            | the answer is not stored             |
        | notifications | the event from orders to notifications   | after its answer has come | the order is canceled                            | answered, and down for later calls   |
        | notifications | the greeting from notifications to mail  | before it leaves          | the order is canceled                            | the call was not made                |
        | notifications | the greeting from notifications to mail  | after its work is done    | the order is canceled                            | the work is done, the caller is down |
        | notifications | the greeting from notifications to mail  | after its answer has come | the order is canceled                            | the answer is not stored             |
        | notifications | the hello from notifications to mail     | before it leaves          | the order is canceled                            | the call was not made                |
        | notifications | the hello from notifications to mail     | after its work is done    | the order is canceled                            | the work is done, the caller is down |
        | notifications | the hello from notifications to mail     | after its answer has come | the order is canceled                            | the answer is not stored             |
        | notifications | the sender from notifications to mail    | before it leaves          | the order is canceled                            | the call was not made                |
        | notifications | the sender from notifications to mail    | after its work is done    | the order is canceled                            | the work is done, the caller is down |
        | notifications | the sender from notifications to mail    | after its answer has come | the order is canceled                            | the answer is not stored             |
        | notifications | the recipient from notifications to mail | before it leaves          | the order is canceled                            | the call was not made                |
        | notifications | the recipient from notifications to mail | after its work is done    | the order is canceled                            | the work is done, the caller is down |
        | notifications | the recipient from notifications to mail | after its answer has come | the order is canceled                            | the answer is not stored             |
        | notifications | the content from notifications to mail   | before it leaves          | the order is canceled                            | the call was not made                |
        | notifications | the content from notifications to mail   | after its work is done    | the order is canceled                            | the work is done, the caller is down |
        | notifications | the content from notifications to mail   | after its answer has come | the order is canceled                            | the answer is not stored             |
        | notifications | the handover from notifications to mail  | before it leaves          | the order is canceled                            | the call was not made                |
        | notifications | the handover from notifications to mail  | after its work is done    | the order is canceled and its mail is sent twice | the work is done, the caller is down |
        | notifications | the handover from notifications to mail  | after its answer has come | the order is canceled and its mail is sent twice | the answer is not stored             |
        | notifications | the goodbye from notifications to mail   | before it leaves          | the order is canceled                            | the call was not made                |
        | notifications | the goodbye from notifications to mail   | after its work is done    | the order is canceled                            | the work is done, the caller is down |
        | notifications | the goodbye from notifications to mail   | after its answer has come | the order is canceled                            | the answer is not stored             |
