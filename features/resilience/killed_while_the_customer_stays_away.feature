@resilience @blocker
Feature: Killed while the customer stays away
  The customer confirms the payment at the bank and never comes back: the checkout asks payments for the state.

  Rule: A service that is killed while the customer stays away costs the customer nothing

    Scenario Outline: <killed> is killed <point>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And <killed> is killed <point>
      When the customer confirms the payment and closes the browser
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed   | point                                                               | end               | why                                    |
        | checkout | at the look from checkout to payments, before it leaves             | the order is made | the call was not made                  |
        | payments | at the look from checkout to payments, before it leaves             | the order is made | the callee is down                     |
        | checkout | at the look from checkout to payments, after its work is done       | the order is made | the work is done, the caller is down   |
        | payments | at the look from checkout to payments, after its work is done       | the order is made | the work is done, the answer is lost   |
        | checkout | at the look from checkout to payments, after its answer has come    | the order is made | the answer is not stored               |
        | payments | at the look from checkout to payments, after its answer has come    | the order is made | answered, and down for later calls     |
        | checkout | at the capture from checkout to payments, before it leaves          | the order is made | the call was not made                  |
        | payments | at the capture from checkout to payments, before it leaves          | the order is made | the callee is down                     |
        | checkout | at the capture from checkout to payments, after its work is done    | the order is made | the work is done, the caller is down   |
        | payments | at the capture from checkout to payments, after its work is done    | the order is made | the work is done, the answer is lost   |
        | checkout | at the capture from checkout to payments, after its answer has come | the order is made | the answer is not stored               |
        | payments | at the capture from checkout to payments, after its answer has come | the order is made | answered, and down for later calls     |
        | checkout | before commit 2 of its checkouts                                    | the order is made | the work is not done                   |
        | checkout | after commit 2 of its checkouts                                     | the order is made | the work is done, and not acknowledged |
        | checkout | before commit 3 of its checkouts                                    | the order is made | the work is not done                   |
        | checkout | after commit 3 of its checkouts                                     | the order is made | the work is done, and not acknowledged |
        | payments | before commit 4 of its payments                                     | the order is made | the work is not done                   |
        | payments | after commit 4 of its payments                                      | the order is made | the work is done, and not acknowledged |
        | payments | before commit 5 of its payments                                     | the order is made | the work is not done                   |
        | payments | after commit 5 of its payments                                      | the order is made | the work is done, and not acknowledged |
        | payments | before commit 6 of its payments                                     | the order is made | the work is not done                   |
        | payments | after commit 6 of its payments                                      | the order is made | the work is done, and not acknowledged |
        | payments | before commit 2 of its events                                       | the order is made | the work is not done                   |
        | payments | after commit 2 of its events                                        | the order is made | the work is done, and not acknowledged |
        | checkout | before commit 4 of its checkouts                                    | the order is made | the work is not done                   |
        | checkout | after commit 4 of its checkouts                                     | the order is made | the work is done, and not acknowledged |
        | checkout | before commit 5 of its checkouts                                    | the order is made | the work is not done                   |
        | checkout | after commit 5 of its checkouts                                     | the order is made | the work is done, and not acknowledged |
        | checkout | before commit 6 of its checkouts                                    | the order is made | the work is not done                   |
        | checkout | after commit 6 of its checkouts                                     | the order is made | the work is done, and not acknowledged |
        | checkout | before commit 7 of its checkouts                                    | the order is made | the work is not done                   |
        | checkout | after commit 7 of its checkouts                                     | the order is made | the work is done, and not acknowledged |
