@resilience @blocker @crash
Feature: Killed in a refund
  A service is killed at each call of a refund. An accepted refund is made once, with one mail.

  Rule: A refund is made of exactly its amount, also when a service is killed

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And <killed> is killed at <call>, <moment>
      When the staff refunds $5.00 of the order once and does not retry
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples:
        | killed        | call                                      | moment                    | end                                           | why                                  |
        | orders        | the refund from staff to orders           | before it leaves          | the order is unchanged                        | the callee is down                   |
        | orders        | the refund from staff to orders           | after its work is done    | the refund is made                            | the work is done, the answer is lost |
        | orders        | the refund from staff to orders           | after its answer has come | the refund is made                            | answered, and down for later calls   |
        | orders        | the refund from orders to payments        | before it leaves          | the refund is made                            | the call was not made                |
        | payments      | the refund from orders to payments        | before it leaves          | the refund is made                            | the callee is down                   |
        | orders        | the refund from orders to payments        | after its work is done    | the refund is made                            | the work is done, the caller is down |
        | payments      | the refund from orders to payments        | after its work is done    | the refund is made                            | the work is done, the answer is lost |
        | orders        | the refund from orders to payments        | after its answer has come | the refund is made                            | the answer is not stored             |
        | payments      | the refund from orders to payments        | after its answer has come | the refund is made                            | answered, and down for later calls   |
        | payments      | the refund from payments to gateway       | before it leaves          | the refund is made                            | the call was not made                |
        | payments      | the refund from payments to gateway       | after its work is done    | the refund is made                            | the work is done, the caller is down |
        | payments      | the refund from payments to gateway       | after its answer has come | the refund is made                            | the answer is not stored             |
        | payments      | the 1st webhook from gateway to payments  | before it leaves          | the refund is made                            | the callee is down                   |
        | payments      | the 1st webhook from gateway to payments  | after its work is done    | the refund is made                            | the work is done, the answer is lost |
        | payments      | the 1st webhook from gateway to payments  | after its answer has come | the refund is made                            | answered, and down for later calls   |
        | payments      | the 2nd webhook from gateway to payments  | before it leaves          | the refund is made                            | the callee is down                   |
        | payments      | the 2nd webhook from gateway to payments  | after its work is done    | the refund is made                            | the work is done, the answer is lost |
        | payments      | the 2nd webhook from gateway to payments  | after its answer has come | the refund is made                            | answered, and down for later calls   |
        | orders        | the event from orders to notifications    | before it leaves          | the refund is made                            | the call was not made                |
        | notifications | the event from orders to notifications    | before it leaves          | the refund is made                            | the callee is down                   |
        | orders        | the event from orders to notifications    | after its work is done    | the refund is made                            | the work is done, the caller is down |
        | notifications | the event from orders to notifications    | after its work is done    | the refund is made                            | the work is done, the answer is lost |
        | orders        | the event from orders to notifications    | after its answer has come | the refund is made                            | the answer is not stored             |
        | notifications | the event from orders to notifications    | after its answer has come | the refund is made                            | answered, and down for later calls   |
        | notifications | the greeting from notifications to mail   | before it leaves          | the refund is made                            | the call was not made                |
        | notifications | the greeting from notifications to mail   | after its work is done    | the refund is made                            | the work is done, the caller is down |
        | notifications | the greeting from notifications to mail   | after its answer has come | the refund is made                            | the answer is not stored             |
        | notifications | the hello from notifications to mail      | before it leaves          | the refund is made                            | the call was not made                |
        | notifications | the hello from notifications to mail      | after its work is done    | the refund is made                            | the work is done, the caller is down |
        | notifications | the hello from notifications to mail      | after its answer has come | the refund is made                            | the answer is not stored             |
        | notifications | the sender from notifications to mail     | before it leaves          | the refund is made                            | the call was not made                |
        | notifications | the sender from notifications to mail     | after its work is done    | the refund is made                            | the work is done, the caller is down |
        | notifications | the sender from notifications to mail     | after its answer has come | the refund is made                            | the answer is not stored             |
        | notifications | the recipient from notifications to mail  | before it leaves          | the refund is made                            | the call was not made                |
        | notifications | the recipient from notifications to mail  | after its work is done    | the refund is made                            | the work is done, the caller is down |
        | notifications | the recipient from notifications to mail  | after its answer has come | the refund is made                            | the answer is not stored             |
        | notifications | the content from notifications to mail    | before it leaves          | the refund is made                            | the call was not made                |
        | notifications | the content from notifications to mail    | after its work is done    | the refund is made                            | the work is done, the caller is down |
        | notifications | the content from notifications to mail    | after its answer has come | the refund is made                            | the answer is not stored             |
        | notifications | the handover from notifications to mail   | before it leaves          | the refund is made                            | the call was not made                |
        | notifications | the handover from notifications to mail   | after its work is done    | the refund is made and its mail is sent twice | the work is done, the caller is down |
        | notifications | the handover from notifications to mail   | after its answer has come | the refund is made and its mail is sent twice | the answer is not stored             |
        | notifications | the goodbye from notifications to mail    | before it leaves          | the refund is made                            | the call was not made                |
        | notifications | the goodbye from notifications to mail    | after its work is done    | the refund is made                            | the work is done, the caller is down |
        | notifications | the goodbye from notifications to mail    | after its answer has come | the refund is made                            | the answer is not stored             |
        | payments      | the refund notice from payments to orders | before it leaves          | the refund is made                            | the call was not made                |
        | orders        | the refund notice from payments to orders | before it leaves          | the refund is made                            | the callee is down                   |
        | payments      | the refund notice from payments to orders | after its work is done    | the refund is made                            | the work is done, the caller is down |
        | orders        | the refund notice from payments to orders | after its work is done    | the refund is made                            | the work is done, the answer is lost |
        | payments      | the refund notice from payments to orders | after its answer has come | the refund is made                            | the answer is not stored             |
        | orders        | the refund notice from payments to orders | after its answer has come | the refund is made                            | answered, and down for later calls   |
