@resilience @blocker @crash
Feature: Killed over news of the gateway
  Somebody refunds at the gateway itself. Whoever dies while that is told, the order and the customer learn of it.

  Rule: News of the gateway is not lost with the service that hears it

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is at rest
      And <killed> is killed at <call>, <moment>
      When $5.00 is refunded at the gateway's dashboard
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples: why: the point of the call decides what was done and who knows it
        | killed        | call                                             | moment                    | end                                           | why                                      |
        | payments      | the 1st webhook from gateway to payments         | before it leaves          | the news is still to come                     | the gateway tells it again when it likes |
        | payments      | the 1st webhook from gateway to payments         | after its work is done    | the refund is made                            | done, and the answer died with it        |
        | payments      | the 1st webhook from gateway to payments         | after its answer has come | the refund is made                            | all was said, what follows is not there  |
        | payments      | the 2nd webhook from gateway to payments         | before it leaves          | the refund is made                            | nobody is there to ask                   |
        | payments      | the 2nd webhook from gateway to payments         | after its work is done    | the refund is made                            | done, and the answer died with it        |
        | payments      | the 2nd webhook from gateway to payments         | after its answer has come | the refund is made                            | all was said, what follows is not there  |
        | payments      | the look from payments to gateway                | before it leaves          | the refund is made                            | nothing was asked for                    |
        | payments      | the look from payments to gateway                | after its work is done    | the refund is made                            | done, and nobody is left to hear of it   |
        | payments      | the look from payments to gateway                | after its answer has come | the refund is made                            | known for a moment, and not stored       |
        | payments      | the look at the refunds from payments to gateway | before it leaves          | the refund is made                            | nothing was asked for                    |
        | payments      | the look at the refunds from payments to gateway | after its work is done    | the refund is made                            | done, and nobody is left to hear of it   |
        | payments      | the look at the refunds from payments to gateway | after its answer has come | the refund is made                            | known for a moment, and not stored       |
        | payments      | the refund notice from payments to orders        | before it leaves          | the refund is made                            | nothing was asked for                    |
        | orders        | the refund notice from payments to orders        | before it leaves          | the refund is made                            | nobody is there to ask                   |
        | payments      | the refund notice from payments to orders        | after its work is done    | the refund is made                            | done, and nobody is left to hear of it   |
        | orders        | the refund notice from payments to orders        | after its work is done    | the refund is made                            | done, and the answer died with it        |
        | payments      | the refund notice from payments to orders        | after its answer has come | the refund is made                            | known for a moment, and not stored       |
        | orders        | the refund notice from payments to orders        | after its answer has come | the refund is made                            | all was said, what follows is not there  |
        | orders        | the event from orders to notifications           | before it leaves          | the refund is made                            | nothing was asked for                    |
        | notifications | the event from orders to notifications           | before it leaves          | the refund is made                            | nobody is there to ask                   |
        | orders        | the event from orders to notifications           | after its work is done    | the refund is made                            | done, and nobody is left to hear of it   |
        | notifications | the event from orders to notifications           | after its work is done    | the refund is made                            | done, and the answer died with it        |
        | orders        | the event from orders to notifications           | after its answer has come | the refund is made                            | known for a moment, and not stored       |
        | notifications | the event from orders to notifications           | after its answer has come | the refund is made                            | all was said, what follows is not there  |
        | notifications | the 1st call from notifications to mail          | before it leaves          | the refund is made                            | nothing was asked for                    |
        | notifications | the 1st call from notifications to mail          | after its work is done    | the refund is made                            | done, and nobody is left to hear of it   |
        | notifications | the 1st call from notifications to mail          | after its answer has come | the refund is made                            | known for a moment, and not stored       |
        | notifications | the 2nd call from notifications to mail          | before it leaves          | the refund is made                            | nothing was asked for                    |
        | notifications | the 2nd call from notifications to mail          | after its work is done    | the refund is made                            | done, and nobody is left to hear of it   |
        | notifications | the 2nd call from notifications to mail          | after its answer has come | the refund is made                            | known for a moment, and not stored       |
        | notifications | the 3rd call from notifications to mail          | before it leaves          | the refund is made                            | nothing was asked for                    |
        | notifications | the 3rd call from notifications to mail          | after its work is done    | the refund is made                            | done, and nobody is left to hear of it   |
        | notifications | the 3rd call from notifications to mail          | after its answer has come | the refund is made                            | known for a moment, and not stored       |
        | notifications | the 4th call from notifications to mail          | before it leaves          | the refund is made                            | nothing was asked for                    |
        | notifications | the 4th call from notifications to mail          | after its work is done    | the refund is made                            | done, and nobody is left to hear of it   |
        | notifications | the 4th call from notifications to mail          | after its answer has come | the refund is made                            | known for a moment, and not stored       |
        | notifications | the 5th call from notifications to mail          | before it leaves          | the refund is made                            | nothing was asked for                    |
        | notifications | the 5th call from notifications to mail          | after its work is done    | the refund is made                            | done, and nobody is left to hear of it   |
        | notifications | the 5th call from notifications to mail          | after its answer has come | the refund is made                            | known for a moment, and not stored       |
        | notifications | the 6th call from notifications to mail          | before it leaves          | the refund is made                            | nothing was asked for                    |
        | notifications | the 6th call from notifications to mail          | after its work is done    | the refund is made and its mail is sent twice | done, and nobody is left to hear of it   |
        | notifications | the 6th call from notifications to mail          | after its answer has come | the refund is made and its mail is sent twice | known for a moment, and not stored       |
        | notifications | the 7th call from notifications to mail          | before it leaves          | the refund is made                            | nothing was asked for                    |
        | notifications | the 7th call from notifications to mail          | after its work is done    | the refund is made                            | done, and nobody is left to hear of it   |
        | notifications | the 7th call from notifications to mail          | after its answer has come | the refund is made                            | known for a moment, and not stored       |
