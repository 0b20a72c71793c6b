@resilience @blocker @crash
Feature: Killed in a cancellation
  Whoever dies at whatever call, a cancellation that was heard comes to its end: money and copies are back.

  Rule: A service that dies in a cancellation gives money and copies back once

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is at rest
      And <killed> is killed at <call>, <moment>
      When the customer cancels the order once and does not retry
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples: why: the point of the call decides what was done and who knows it
        | killed        | call                                     | moment                    | end                                              | why                                     |
        | orders        | the cancellation from customer to orders | before it leaves          | the order stands                                 | nobody is there to ask                  |
        | orders        | the cancellation from customer to orders | after its work is done    | the order is canceled                            | done, and the answer died with it       |
        | orders        | the cancellation from customer to orders | after its answer has come | the order is canceled                            | all was said, what follows is not there |
        | orders        | the reversal from orders to payments       | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | payments      | the reversal from orders to payments       | before it leaves          | the order is canceled                            | nobody is there to ask                  |
        | orders        | the reversal from orders to payments       | after its work is done    | the order is canceled                            | done, and nobody is left to hear of it  |
        | payments      | the reversal from orders to payments       | after its work is done    | the order is canceled                            | done, and the answer died with it       |
        | orders        | the reversal from orders to payments       | after its answer has come | the order is canceled                            | known for a moment, and not stored      |
        | payments      | the reversal from orders to payments       | after its answer has come | the order is canceled                            | all was said, what follows is not there |
        | payments      | the refund from payments to gateway      | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | payments      | the refund from payments to gateway      | after its work is done    | the order is canceled                            | done, and nobody is left to hear of it  |
        | payments      | the refund from payments to gateway      | after its answer has come | the order is canceled                            | known for a moment, and not stored      |
        | payments      | the 1st webhook from gateway to payments | before it leaves          | the order is canceled                            | nobody is there to ask                  |
        | payments      | the 1st webhook from gateway to payments | after its work is done    | the order is canceled                            | done, and the answer died with it       |
        | payments      | the 1st webhook from gateway to payments | after its answer has come | the order is canceled                            | all was said, what follows is not there |
        | payments      | the 2nd webhook from gateway to payments | before it leaves          | the order is canceled                            | nobody is there to ask                  |
        | payments      | the 2nd webhook from gateway to payments | after its work is done    | the order is canceled                            | done, and the answer died with it       |
        | payments      | the 2nd webhook from gateway to payments | after its answer has come | the order is canceled                            | all was said, what follows is not there |
        | orders        | the restock from orders to inventory     | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | inventory     | the restock from orders to inventory     | before it leaves          | the order is canceled                            | nobody is there to ask                  |
        | orders        | the restock from orders to inventory     | after its work is done    | the order is canceled                            | done, and nobody is left to hear of it  |
        | inventory     | the restock from orders to inventory     | after its work is done    | the order is canceled                            | done, and the answer died with it       |
        | orders        | the restock from orders to inventory     | after its answer has come | the order is canceled                            | known for a moment, and not stored      |
        | inventory     | the restock from orders to inventory     | after its answer has come | the order is canceled                            | all was said, what follows is not there |
        | orders        | the event from orders to notifications   | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | notifications | the event from orders to notifications   | before it leaves          | the order is canceled                            | nobody is there to ask                  |
        | orders        | the event from orders to notifications   | after its work is done    | the order is canceled                            | done, and nobody is left to hear of it  |
        | notifications | the event from orders to notifications   | after its work is done    | the order is canceled                            | done, and the answer died with it       |
        | orders        | the event from orders to notifications   | after its answer has come | the order is canceled                            | known for a moment, and not stored      |
        | notifications | the event from orders to notifications   | after its answer has come | the order is canceled                            | all was said, what follows is not there |
        | notifications | the 1st call from notifications to mail  | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | notifications | the 1st call from notifications to mail  | after its work is done    | the order is canceled                            | done, and nobody is left to hear of it  |
        | notifications | the 1st call from notifications to mail  | after its answer has come | the order is canceled                            | known for a moment, and not stored      |
        | notifications | the 2nd call from notifications to mail  | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | notifications | the 2nd call from notifications to mail  | after its work is done    | the order is canceled                            | done, and nobody is left to hear of it  |
        | notifications | the 2nd call from notifications to mail  | after its answer has come | the order is canceled                            | known for a moment, and not stored      |
        | notifications | the 3rd call from notifications to mail  | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | notifications | the 3rd call from notifications to mail  | after its work is done    | the order is canceled                            | done, and nobody is left to hear of it  |
        | notifications | the 3rd call from notifications to mail  | after its answer has come | the order is canceled                            | known for a moment, and not stored      |
        | notifications | the 4th call from notifications to mail  | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | notifications | the 4th call from notifications to mail  | after its work is done    | the order is canceled                            | done, and nobody is left to hear of it  |
        | notifications | the 4th call from notifications to mail  | after its answer has come | the order is canceled                            | known for a moment, and not stored      |
        | notifications | the 5th call from notifications to mail  | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | notifications | the 5th call from notifications to mail  | after its work is done    | the order is canceled                            | done, and nobody is left to hear of it  |
        | notifications | the 5th call from notifications to mail  | after its answer has come | the order is canceled                            | known for a moment, and not stored      |
        | notifications | the 6th call from notifications to mail  | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | notifications | the 6th call from notifications to mail  | after its work is done    | the order is canceled and its mail is sent twice | done, and nobody is left to hear of it  |
        | notifications | the 6th call from notifications to mail  | after its answer has come | the order is canceled and its mail is sent twice | known for a moment, and not stored      |
        | notifications | the 7th call from notifications to mail  | before it leaves          | the order is canceled                            | nothing was asked for                   |
        | notifications | the 7th call from notifications to mail  | after its work is done    | the order is canceled                            | done, and nobody is left to hear of it  |
        | notifications | the 7th call from notifications to mail  | after its answer has come | the order is canceled                            | known for a moment, and not stored      |
