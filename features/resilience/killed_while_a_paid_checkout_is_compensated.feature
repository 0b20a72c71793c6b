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
      Examples: why: the point of the call decides what was done and which service knows it
        | killed    | call                                     | moment                    | end                   | why                                     |
        | checkout  | the reversal from checkout to payments   | before it leaves          | the money is returned | nothing was asked for                   |
        | payments  | the reversal from checkout to payments   | before it leaves          | the money is returned | nobody is there to ask                  |
        | checkout  | the reversal from checkout to payments   | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | payments  | the reversal from checkout to payments   | after its work is done    | the money is returned | done, and the answer died with it       |
        | checkout  | the reversal from checkout to payments   | after its answer has come | the money is returned | known for a moment, and not stored      |
        | payments  | the reversal from checkout to payments   | after its answer has come | the money is returned | all was said, what follows is not there |
        | payments  | the refund from payments to gateway      | before it leaves          | the money is returned | nothing was asked for                   |
        | payments  | the refund from payments to gateway      | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | payments  | the refund from payments to gateway      | after its answer has come | the money is returned | known for a moment, and not stored      |
        | payments  | the 1st webhook from gateway to payments | before it leaves          | the money is returned | nobody is there to ask                  |
        | payments  | the 1st webhook from gateway to payments | after its work is done    | the money is returned | done, and the answer died with it       |
        | payments  | the 1st webhook from gateway to payments | after its answer has come | the money is returned | all was said, what follows is not there |
        | payments  | the 2nd webhook from gateway to payments | before it leaves          | the money is returned | nobody is there to ask                  |
        | payments  | the 2nd webhook from gateway to payments | after its work is done    | the money is returned | done, and the answer died with it       |
        | payments  | the 2nd webhook from gateway to payments | after its answer has come | the money is returned | all was said, what follows is not there |
        | checkout  | the cancellation from checkout to orders | before it leaves          | the money is returned | nothing was asked for                   |
        | orders    | the cancellation from checkout to orders | before it leaves          | the money is returned | nobody is there to ask                  |
        | checkout  | the cancellation from checkout to orders | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | orders    | the cancellation from checkout to orders | after its work is done    | the money is returned | done, and the answer died with it       |
        | checkout  | the cancellation from checkout to orders | after its answer has come | the money is returned | known for a moment, and not stored      |
        | orders    | the cancellation from checkout to orders | after its answer has come | the money is returned | all was said, what follows is not there |
        | checkout  | the release from checkout to pricing     | before it leaves          | the money is returned | nothing was asked for                   |
        | pricing   | the release from checkout to pricing     | before it leaves          | the money is returned | nobody is there to ask                  |
        | checkout  | the release from checkout to pricing     | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | pricing   | the release from checkout to pricing     | after its work is done    | the money is returned | done, and the answer died with it       |
        | checkout  | the release from checkout to pricing     | after its answer has come | the money is returned | known for a moment, and not stored      |
        | pricing   | the release from checkout to pricing     | after its answer has come | the money is returned | all was said, what follows is not there |
        | checkout  | the restock from checkout to inventory   | before it leaves          | the money is returned | nothing was asked for                   |
        | inventory | the restock from checkout to inventory   | before it leaves          | the money is returned | nobody is there to ask                  |
        | checkout  | the restock from checkout to inventory   | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | inventory | the restock from checkout to inventory   | after its work is done    | the money is returned | done, and the answer died with it       |
        | checkout  | the restock from checkout to inventory   | after its answer has come | the money is returned | known for a moment, and not stored      |
        | inventory | the restock from checkout to inventory   | after its answer has come | the money is returned | all was said, what follows is not there |
