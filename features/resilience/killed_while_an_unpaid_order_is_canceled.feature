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
      Examples: why: the point of the call decides what was done and which service knows it
        | killed    | call                                 | moment                    | end               | why                                     |
        | orders    | the look from orders to payments     | before it leaves          | the money is returned | nothing was asked for                   |
        | payments  | the look from orders to payments     | before it leaves          | the money is returned | nobody is there to ask                  |
        | orders    | the look from orders to payments     | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | payments  | the look from orders to payments     | after its work is done    | the money is returned | done, and the answer died with it       |
        | orders    | the look from orders to payments     | after its answer has come | the money is returned | known for a moment, and not stored      |
        | payments  | the look from orders to payments     | after its answer has come | the money is returned | all was said, what follows is not there |
        | orders    | the reversal from orders to payments | before it leaves          | the money is returned | nothing was asked for                   |
        | payments  | the reversal from orders to payments | before it leaves          | the money is returned | nobody is there to ask                  |
        | orders    | the reversal from orders to payments | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | payments  | the reversal from orders to payments | after its work is done    | the money is returned | done, and the answer died with it       |
        | orders    | the reversal from orders to payments | after its answer has come | the money is returned | known for a moment, and not stored      |
        | payments  | the reversal from orders to payments | after its answer has come | the money is returned | all was said, what follows is not there |
        | payments  | the void from payments to gateway    | before it leaves          | the money is returned | nothing was asked for                   |
        | payments  | the void from payments to gateway    | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | payments  | the void from payments to gateway    | after its answer has come | the money is returned | known for a moment, and not stored      |
        | payments  | the webhook from gateway to payments | before it leaves          | the money is returned | nobody is there to ask                  |
        | payments  | the webhook from gateway to payments | after its work is done    | the money is returned | done, and the answer died with it       |
        | payments  | the webhook from gateway to payments | after its answer has come | the money is returned | all was said, what follows is not there |
        | orders    | the restock from orders to inventory | before it leaves          | the money is returned | nothing was asked for                   |
        | inventory | the restock from orders to inventory | before it leaves          | the money is returned | nobody is there to ask                  |
        | orders    | the restock from orders to inventory | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | inventory | the restock from orders to inventory | after its work is done    | the money is returned | done, and the answer died with it       |
        | orders    | the restock from orders to inventory | after its answer has come | the money is returned | known for a moment, and not stored      |
        | inventory | the restock from orders to inventory | after its answer has come | the money is returned | all was said, what follows is not there |
        | orders    | the release from orders to pricing   | before it leaves          | the money is returned | nothing was asked for                   |
        | pricing   | the release from orders to pricing   | before it leaves          | the money is returned | nobody is there to ask                  |
        | orders    | the release from orders to pricing   | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | pricing   | the release from orders to pricing   | after its work is done    | the money is returned | done, and the answer died with it       |
        | orders    | the release from orders to pricing   | after its answer has come | the money is returned | known for a moment, and not stored      |
        | pricing   | the release from orders to pricing   | after its answer has come | the money is returned | all was said, what follows is not there |
