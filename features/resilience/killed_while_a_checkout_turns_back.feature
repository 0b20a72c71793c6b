@resilience @blocker @crash
Feature: Killed while a checkout turns back
  The gateway does not take the money. Whoever dies on the way back, the customer keeps it.

  Rule: A service that dies while a checkout turns back keeps no money and no copies

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the gateway refuses the capture
      And <killed> is killed at <call>, <moment>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples: why: the point of the call decides what was done and who knows it
        | killed    | call                                        | moment                    | end                   | why                                                        |
        | cart      | the quote from cart to pricing              | before it leaves          | nothing has begun     | nothing was asked for                                      |
        | pricing   | the quote from cart to pricing              | before it leaves          | nothing has begun     | nobody is there to ask                                     |
        | cart      | the quote from cart to pricing              | after its work is done    | nothing has begun     | done, and nobody is left to hear of it                     |
        | pricing   | the quote from cart to pricing              | after its work is done    | nothing has begun     | done, and the answer died with it                          |
        | cart      | the quote from cart to pricing              | after its answer has come | nothing has begun     | known for a moment, and not stored                         |
        | pricing   | the quote from cart to pricing              | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the submission from customer to checkout    | before it leaves          | nothing has begun     | nobody is there to ask                                     |
        | checkout  | the submission from customer to checkout    | after its work is done    | the money is returned | done, and the answer died with it                          |
        | checkout  | the submission from customer to checkout    | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the look from checkout to cart              | before it leaves          | nothing has begun     | nothing was asked for                                      |
        | cart      | the look from checkout to cart              | before it leaves          | nothing has begun     | nobody is there to ask                                     |
        | checkout  | the look from checkout to cart              | after its work is done    | nothing has begun     | done, and nobody is left to hear of it                     |
        | cart      | the look from checkout to cart              | after its work is done    | nothing has begun     | done, and the answer died with it                          |
        | checkout  | the look from checkout to cart              | after its answer has come | nothing has begun     | known for a moment, and not stored                         |
        | cart      | the look from checkout to cart              | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the reservation from checkout to inventory  | before it leaves          | the money is returned | nothing was asked for                                      |
        | inventory | the reservation from checkout to inventory  | before it leaves          | the money is returned | nobody is there to ask                                     |
        | checkout  | the reservation from checkout to inventory  | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | inventory | the reservation from checkout to inventory  | after its work is done    | the money is returned | done, and the answer died with it                          |
        | checkout  | the reservation from checkout to inventory  | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | inventory | the reservation from checkout to inventory  | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the binding quote from checkout to pricing  | before it leaves          | the money is returned | nothing was asked for                                      |
        | pricing   | the binding quote from checkout to pricing  | before it leaves          | the money is returned | nobody is there to ask                                     |
        | checkout  | the binding quote from checkout to pricing  | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | pricing   | the binding quote from checkout to pricing  | after its work is done    | the money is returned | done, and the answer died with it                          |
        | checkout  | the binding quote from checkout to pricing  | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | pricing   | the binding quote from checkout to pricing  | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the authorization from checkout to payments | before it leaves          | the money is returned | nothing was asked for                                      |
        | payments  | the authorization from checkout to payments | before it leaves          | the money is returned | nobody is there to ask                                     |
        | checkout  | the authorization from checkout to payments | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | payments  | the authorization from checkout to payments | after its work is done    | the money is returned | done, and the answer died with it                          |
        | checkout  | the authorization from checkout to payments | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | payments  | the authorization from checkout to payments | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | payments  | the authorization from payments to gateway  | before it leaves          | the money is returned | nothing was asked for                                      |
        | payments  | the authorization from payments to gateway  | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | payments  | the authorization from payments to gateway  | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | payments  | the 1st webhook from gateway to payments    | before it leaves          | the money is returned | nobody is there to ask                                     |
        | payments  | the 1st webhook from gateway to payments    | after its work is done    | the money is returned | done, and the answer died with it                          |
        | payments  | the 1st webhook from gateway to payments    | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | payments  | the 2nd webhook from gateway to payments    | before it leaves          | the money is returned | nobody is there to ask                                     |
        | payments  | the 2nd webhook from gateway to payments    | after its work is done    | the money is returned | done, and the answer died with it                          |
        | payments  | the 2nd webhook from gateway to payments    | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the order from checkout to orders           | before it leaves          | the money is returned | nothing was asked for                                      |
        | orders    | the order from checkout to orders           | before it leaves          | the money is returned | nobody is there to ask                                     |
        | checkout  | the order from checkout to orders           | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | orders    | the order from checkout to orders           | after its work is done    | the money is returned | done, and the answer died with it                          |
        | checkout  | the order from checkout to orders           | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | orders    | the order from checkout to orders           | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | payments  | the 3rd webhook from gateway to payments    | before it leaves          | the money is returned | nobody is there to ask                                     |
        | payments  | the 3rd webhook from gateway to payments    | after its work is done    | the money is returned | done, and the answer died with it                          |
        | payments  | the 3rd webhook from gateway to payments    | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the capture from checkout to payments       | before it leaves          | the money is returned | nothing was asked for                                      |
        | payments  | the capture from checkout to payments       | before it leaves          | the money is returned | nobody is there to ask                                     |
        | checkout  | the capture from checkout to payments       | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | payments  | the capture from checkout to payments       | after its work is done    | the money is returned | done, and the answer died with it                          |
        | checkout  | the capture from checkout to payments       | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | payments  | the capture from checkout to payments       | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | payments  | the capture from payments to gateway        | before it leaves          | the money is returned | nothing was asked for                                      |
        | payments  | the capture from payments to gateway        | after its work is done    | the order is made     | the refusal is not stored: asked again, the gateway agrees |
        | payments  | the capture from payments to gateway        | after its answer has come | the order is made     | the refusal is not stored: asked again, the gateway agrees |
        | payments  | the look from payments to gateway           | before it leaves          | the order is made     | the refusal is not stored: asked again, the gateway agrees |
        | payments  | the look from payments to gateway           | after its work is done    | the order is made     | the refusal is not stored: asked again, the gateway agrees |
        | payments  | the look from payments to gateway           | after its answer has come | the order is made     | the refusal is not stored: asked again, the gateway agrees |
        | payments  | the void from payments to gateway           | before it leaves          | the money is returned | nothing was asked for                                      |
        | payments  | the void from payments to gateway           | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | payments  | the void from payments to gateway           | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | payments  | the 4th webhook from gateway to payments    | before it leaves          | the money is returned | nobody is there to ask                                     |
        | payments  | the 4th webhook from gateway to payments    | after its work is done    | the money is returned | done, and the answer died with it                          |
        | payments  | the 4th webhook from gateway to payments    | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the reversal from checkout to payments        | before it leaves          | the money is returned | nothing was asked for                                      |
        | payments  | the reversal from checkout to payments        | before it leaves          | the money is returned | nobody is there to ask                                     |
        | checkout  | the reversal from checkout to payments        | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | payments  | the reversal from checkout to payments        | after its work is done    | the money is returned | done, and the answer died with it                          |
        | checkout  | the reversal from checkout to payments        | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | payments  | the reversal from checkout to payments        | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the cancellation from checkout to orders    | before it leaves          | the money is returned | nothing was asked for                                      |
        | orders    | the cancellation from checkout to orders    | before it leaves          | the money is returned | nobody is there to ask                                     |
        | checkout  | the cancellation from checkout to orders    | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | orders    | the cancellation from checkout to orders    | after its work is done    | the money is returned | done, and the answer died with it                          |
        | checkout  | the cancellation from checkout to orders    | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | orders    | the cancellation from checkout to orders    | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the release from checkout to pricing        | before it leaves          | the money is returned | nothing was asked for                                      |
        | pricing   | the release from checkout to pricing        | before it leaves          | the money is returned | nobody is there to ask                                     |
        | checkout  | the release from checkout to pricing        | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | pricing   | the release from checkout to pricing        | after its work is done    | the money is returned | done, and the answer died with it                          |
        | checkout  | the release from checkout to pricing        | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | pricing   | the release from checkout to pricing        | after its answer has come | the money is returned | all was said, what follows is not there                    |
        | checkout  | the release from checkout to inventory      | before it leaves          | the money is returned | nothing was asked for                                      |
        | inventory | the release from checkout to inventory      | before it leaves          | the money is returned | nobody is there to ask                                     |
        | checkout  | the release from checkout to inventory      | after its work is done    | the money is returned | done, and nobody is left to hear of it                     |
        | inventory | the release from checkout to inventory      | after its work is done    | the money is returned | done, and the answer died with it                          |
        | checkout  | the release from checkout to inventory      | after its answer has come | the money is returned | known for a moment, and not stored                         |
        | inventory | the release from checkout to inventory      | after its answer has come | the money is returned | all was said, what follows is not there                    |
