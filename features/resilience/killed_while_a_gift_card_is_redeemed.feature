@resilience @blocker
Feature: Killed while a gift card is redeemed
  Checkout or payments is killed at each call between them, where a gift card pays a part.

  Rule: A gift card pays its part once, and the card the rest

    Scenario Outline: <killed> is killed <point>
      Given the customer has a gift card of $10.00
      And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the shop is idle
      And <killed> is killed <point>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed   | point                                                                     | end                           | why                                    |
        | checkout | at the redemption from checkout to payments, before it leaves             | the gift card has paid a part | the call was not made                  |
        | payments | at the redemption from checkout to payments, before it leaves             | the gift card has paid a part | the callee is down                     |
        | checkout | at the redemption from checkout to payments, after its work is done       | the gift card has paid a part | the work is done, the caller is down   |
        | payments | at the redemption from checkout to payments, after its work is done       | the gift card has paid a part | the work is done, the answer is lost   |
        | checkout | at the redemption from checkout to payments, after its answer has come    | the gift card has paid a part | the answer is not stored               |
        | payments | at the redemption from checkout to payments, after its answer has come    | the gift card has paid a part | answered, and down for later calls     |
        | checkout | at the authorization from checkout to payments, before it leaves          | the gift card has paid a part | the call was not made                  |
        | payments | at the authorization from checkout to payments, before it leaves          | the gift card has paid a part | the callee is down                     |
        | checkout | at the authorization from checkout to payments, after its work is done    | the gift card has paid a part | the work is done, the caller is down   |
        | payments | at the authorization from checkout to payments, after its work is done    | the gift card has paid a part | the work is done, the answer is lost   |
        | checkout | at the authorization from checkout to payments, after its answer has come | the gift card has paid a part | the answer is not stored               |
        | payments | at the authorization from checkout to payments, after its answer has come | the gift card has paid a part | answered, and down for later calls     |
        | checkout | at the capture from checkout to payments, before it leaves                | the gift card has paid a part | the call was not made                  |
        | payments | at the capture from checkout to payments, before it leaves                | the gift card has paid a part | the callee is down                     |
        | checkout | at the capture from checkout to payments, after its work is done          | the gift card has paid a part | the work is done, the caller is down   |
        | payments | at the capture from checkout to payments, after its work is done          | the gift card has paid a part | the work is done, the answer is lost   |
        | checkout | at the capture from checkout to payments, after its answer has come       | the gift card has paid a part | the answer is not stored               |
        | payments | at the capture from checkout to payments, after its answer has come       | the gift card has paid a part | answered, and down for later calls     |
        | payments | before commit 1 of its gift_card_redemptions                              | the gift card has paid a part | the work is not done                   |
        | payments | after commit 1 of its gift_card_redemptions                               | the gift card has paid a part | the work is done, and not acknowledged |
        | checkout | before commit 4 of its checkouts                                          | the gift card has paid a part | the work is not done                   |
        | checkout | after commit 4 of its checkouts                                           | the gift card has paid a part | the work is done, and not acknowledged |
        | payments | before commit 1 of its events                                             | the gift card has paid a part | the work is not done                   |
        | payments | after commit 1 of its events                                              | the gift card has paid a part | the work is done, and not acknowledged |
        | payments | before commit 2 of its payments                                           | the gift card has paid a part | the work is not done                   |
        | payments | after commit 2 of its payments                                            | the gift card has paid a part | the work is done, and not acknowledged |
        | checkout | before commit 5 of its checkouts                                          | the gift card has paid a part | the work is not done                   |
        | checkout | after commit 5 of its checkouts                                           | the gift card has paid a part | the work is done, and not acknowledged |
        | payments | before commit 2 of its events                                             | the gift card has paid a part | the work is not done                   |
        | payments | after commit 2 of its events                                              | the gift card has paid a part | the work is done, and not acknowledged |
        | checkout | before commit 6 of its checkouts                                          | the gift card has paid a part | the work is not done                   |
        | checkout | after commit 6 of its checkouts                                           | the gift card has paid a part | the work is done, and not acknowledged |
        | payments | before commit 3 of its payments                                           | the gift card has paid a part | the work is not done                   |
        | payments | after commit 3 of its payments                                            | the gift card has paid a part | the work is done, and not acknowledged |
        | payments | before commit 4 of its payments                                           | the gift card has paid a part | the work is not done                   |
        | payments | after commit 4 of its payments                                            | the gift card has paid a part | the work is done, and not acknowledged |
        | payments | before commit 5 of its payments                                           | the gift card has paid a part | the work is not done                   |
        | payments | after commit 5 of its payments                                            | the gift card has paid a part | the work is done, and not acknowledged |
        | payments | before commit 3 of its events                                             | the gift card has paid a part | the work is not done                   |
        | payments | after commit 3 of its events                                              | the gift card has paid a part | the work is done, and not acknowledged |
        | checkout | before commit 7 of its checkouts                                          | the gift card has paid a part | the work is not done                   |
        | checkout | after commit 7 of its checkouts                                           | the gift card has paid a part | the work is done, and not acknowledged |
        | checkout | before commit 8 of its checkouts                                          | the gift card has paid a part | the work is not done                   |
        | checkout | after commit 8 of its checkouts                                           | the gift card has paid a part | the work is done, and not acknowledged |
        | checkout | before commit 9 of its checkouts                                          | the gift card has paid a part | the work is not done                   |
        | checkout | after commit 9 of its checkouts                                           | the gift card has paid a part | the work is done, and not acknowledged |
        | checkout | before commit 10 of its checkouts                                         | the gift card has paid a part | the work is not done                   |
        | checkout | after commit 10 of its checkouts                                          | the gift card has paid a part | the work is done, and not acknowledged |
