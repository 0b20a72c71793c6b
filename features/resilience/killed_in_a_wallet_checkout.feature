@resilience @blocker @crash
Feature: Killed in a wallet checkout
  Whoever dies at whatever call, the customer who goes away ends up with the order or with nothing begun.

  Rule: A service that dies in a wallet checkout costs the customer nothing but a moment

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a wallet
      And <killed> is killed at <call>, <moment>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples: why: the point of the call decides what was done and who knows it
        | killed        | call                                        | moment                    | end                                          | why                                     |
        | cart          | the quote from cart to pricing              | before it leaves          | nothing has begun                            | nothing was asked for                   |
        | pricing       | the quote from cart to pricing              | before it leaves          | nothing has begun                            | nobody is there to ask                  |
        | cart          | the quote from cart to pricing              | after its work is done    | nothing has begun                            | done, and nobody is left to hear of it  |
        | pricing       | the quote from cart to pricing              | after its work is done    | nothing has begun                            | done, and the answer died with it       |
        | cart          | the quote from cart to pricing              | after its answer has come | nothing has begun                            | known for a moment, and not stored      |
        | pricing       | the quote from cart to pricing              | after its answer has come | the order is made                            | all was said, what follows is not there |
        | checkout      | the submission from customer to checkout    | before it leaves          | nothing has begun                            | nobody is there to ask                  |
        | checkout      | the submission from customer to checkout    | after its work is done    | the order is made                            | done, and the answer died with it       |
        | checkout      | the submission from customer to checkout    | after its answer has come | the order is made                            | all was said, what follows is not there |
        | checkout      | the look from checkout to cart              | before it leaves          | nothing has begun                            | nothing was asked for                   |
        | cart          | the look from checkout to cart              | before it leaves          | nothing has begun                            | nobody is there to ask                  |
        | checkout      | the look from checkout to cart              | after its work is done    | nothing has begun                            | done, and nobody is left to hear of it  |
        | cart          | the look from checkout to cart              | after its work is done    | nothing has begun                            | done, and the answer died with it       |
        | checkout      | the look from checkout to cart              | after its answer has come | nothing has begun                            | known for a moment, and not stored      |
        | cart          | the look from checkout to cart              | after its answer has come | the order is made                            | all was said, what follows is not there |
        | checkout      | the reservation from checkout to inventory  | before it leaves          | the order is made                            | nothing was asked for                   |
        | inventory     | the reservation from checkout to inventory  | before it leaves          | the order is made                            | nobody is there to ask                  |
        | checkout      | the reservation from checkout to inventory  | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | inventory     | the reservation from checkout to inventory  | after its work is done    | the order is made                            | done, and the answer died with it       |
        | checkout      | the reservation from checkout to inventory  | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | inventory     | the reservation from checkout to inventory  | after its answer has come | the order is made                            | all was said, what follows is not there |
        | checkout      | the binding quote from checkout to pricing  | before it leaves          | the order is made                            | nothing was asked for                   |
        | pricing       | the binding quote from checkout to pricing  | before it leaves          | the order is made                            | nobody is there to ask                  |
        | checkout      | the binding quote from checkout to pricing  | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | pricing       | the binding quote from checkout to pricing  | after its work is done    | the order is made                            | done, and the answer died with it       |
        | checkout      | the binding quote from checkout to pricing  | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | pricing       | the binding quote from checkout to pricing  | after its answer has come | the order is made                            | all was said, what follows is not there |
        | checkout      | the authorization from checkout to payments | before it leaves          | the order is made                            | nothing was asked for                   |
        | payments      | the authorization from checkout to payments | before it leaves          | the order is made                            | nobody is there to ask                  |
        | checkout      | the authorization from checkout to payments | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | payments      | the authorization from checkout to payments | after its work is done    | the order is made                            | done, and the answer died with it       |
        | checkout      | the authorization from checkout to payments | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | payments      | the authorization from checkout to payments | after its answer has come | the order is made                            | all was said, what follows is not there |
        | payments      | the authorization from payments to gateway  | before it leaves          | the order is made                            | nothing was asked for                   |
        | payments      | the authorization from payments to gateway  | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | payments      | the authorization from payments to gateway  | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | payments      | the 1st webhook from gateway to payments    | before it leaves          | the order is made                            | nobody is there to ask                  |
        | payments      | the 1st webhook from gateway to payments    | after its work is done    | the order is made                            | done, and the answer died with it       |
        | payments      | the 1st webhook from gateway to payments    | after its answer has come | the order is made                            | all was said, what follows is not there |
        | payments      | the 2nd webhook from gateway to payments    | before it leaves          | the order is made                            | nobody is there to ask                  |
        | payments      | the 2nd webhook from gateway to payments    | after its work is done    | the order is made                            | done, and the answer died with it       |
        | payments      | the 2nd webhook from gateway to payments    | after its answer has come | the order is made                            | all was said, what follows is not there |
        | checkout      | the order from checkout to orders           | before it leaves          | the order is made                            | nothing was asked for                   |
        | orders        | the order from checkout to orders           | before it leaves          | the order is made                            | nobody is there to ask                  |
        | checkout      | the order from checkout to orders           | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | orders        | the order from checkout to orders           | after its work is done    | the order is made                            | done, and the answer died with it       |
        | checkout      | the order from checkout to orders           | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | orders        | the order from checkout to orders           | after its answer has come | the order is made                            | all was said, what follows is not there |
        | payments      | the 3rd webhook from gateway to payments    | before it leaves          | the order is made                            | nobody is there to ask                  |
        | payments      | the 3rd webhook from gateway to payments    | after its work is done    | the order is made                            | done, and the answer died with it       |
        | payments      | the 3rd webhook from gateway to payments    | after its answer has come | the order is made                            | all was said, what follows is not there |
        | checkout      | the confirmation from checkout to inventory | before it leaves          | the order is made                            | nothing was asked for                   |
        | inventory     | the confirmation from checkout to inventory | before it leaves          | the order is made                            | nobody is there to ask                  |
        | checkout      | the confirmation from checkout to inventory | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | inventory     | the confirmation from checkout to inventory | after its work is done    | the order is made                            | done, and the answer died with it       |
        | checkout      | the confirmation from checkout to inventory | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | inventory     | the confirmation from checkout to inventory | after its answer has come | the order is made                            | all was said, what follows is not there |
        | checkout      | the payment notice from checkout to orders  | before it leaves          | the order is made                            | nothing was asked for                   |
        | orders        | the payment notice from checkout to orders  | before it leaves          | the order is made                            | nobody is there to ask                  |
        | checkout      | the payment notice from checkout to orders  | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | orders        | the payment notice from checkout to orders  | after its work is done    | the order is made                            | done, and the answer died with it       |
        | checkout      | the payment notice from checkout to orders  | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | orders        | the payment notice from checkout to orders  | after its answer has come | the order is made                            | all was said, what follows is not there |
        | orders        | the event from orders to notifications      | before it leaves          | the order is made                            | nothing was asked for                   |
        | notifications | the event from orders to notifications      | before it leaves          | the order is made                            | nobody is there to ask                  |
        | orders        | the event from orders to notifications      | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | notifications | the event from orders to notifications      | after its work is done    | the order is made                            | done, and the answer died with it       |
        | orders        | the event from orders to notifications      | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | notifications | the event from orders to notifications      | after its answer has come | the order is made                            | all was said, what follows is not there |
        | checkout      | the closing from checkout to cart           | before it leaves          | the order is made                            | nothing was asked for                   |
        | cart          | the closing from checkout to cart           | before it leaves          | the order is made                            | nobody is there to ask                  |
        | checkout      | the closing from checkout to cart           | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | cart          | the closing from checkout to cart           | after its work is done    | the order is made                            | done, and the answer died with it       |
        | checkout      | the closing from checkout to cart           | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | cart          | the closing from checkout to cart           | after its answer has come | the order is made                            | all was said, what follows is not there |
        | notifications | the 1st call from notifications to mail     | before it leaves          | the order is made                            | nothing was asked for                   |
        | notifications | the 1st call from notifications to mail     | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | notifications | the 1st call from notifications to mail     | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | notifications | the 2nd call from notifications to mail     | before it leaves          | the order is made                            | nothing was asked for                   |
        | notifications | the 2nd call from notifications to mail     | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | notifications | the 2nd call from notifications to mail     | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | notifications | the 3rd call from notifications to mail     | before it leaves          | the order is made                            | nothing was asked for                   |
        | notifications | the 3rd call from notifications to mail     | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | notifications | the 3rd call from notifications to mail     | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | notifications | the 4th call from notifications to mail     | before it leaves          | the order is made                            | nothing was asked for                   |
        | notifications | the 4th call from notifications to mail     | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | notifications | the 4th call from notifications to mail     | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | notifications | the 5th call from notifications to mail     | before it leaves          | the order is made                            | nothing was asked for                   |
        | notifications | the 5th call from notifications to mail     | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | notifications | the 5th call from notifications to mail     | after its answer has come | the order is made                            | known for a moment, and not stored      |
        | notifications | the 6th call from notifications to mail     | before it leaves          | the order is made                            | nothing was asked for                   |
        | notifications | the 6th call from notifications to mail     | after its work is done    | the order is made and its mail is sent twice | done, and nobody is left to hear of it  |
        | notifications | the 6th call from notifications to mail     | after its answer has come | the order is made and its mail is sent twice | known for a moment, and not stored      |
        | notifications | the 7th call from notifications to mail     | before it leaves          | the order is made                            | nothing was asked for                   |
        | notifications | the 7th call from notifications to mail     | after its work is done    | the order is made                            | done, and nobody is left to hear of it  |
        | notifications | the 7th call from notifications to mail     | after its answer has come | the order is made                            | known for a moment, and not stored      |
