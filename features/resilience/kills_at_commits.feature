@resilience @blocker @crash
Feature: Kills at commits
  A service is killed at each COMMIT of a card checkout, and the customer does not retry.

  Rule: A service that is killed at its commit delays a card checkout, or stops it before it has begun

    Scenario Outline: <killed> is killed <when> commit <nth> of its <table>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the shop is idle
      And <killed> is killed <when> commit <nth> of its <table>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart <end>

      Examples:
        | killed        | when   | nth | table        | end               | why                                    |
        | pricing       | before | 1   | quotes       | nothing has begun | the work is not done                   |
        | pricing       | after  | 1   | quotes       | nothing has begun | the work is done, and not acknowledged |
        | pricing       | before | 2   | quotes       | the order is made | the work is not done                   |
        | pricing       | after  | 2   | quotes       | the order is made | the work is done, and not acknowledged |
        | checkout      | before | 1   | checkouts    | nothing has begun | the work is not done                   |
        | checkout      | after  | 1   | checkouts    | the order is made | the work is done, and not acknowledged |
        | checkout      | before | 2   | checkouts    | the order is made | the work is not done                   |
        | checkout      | after  | 2   | checkouts    | the order is made | the work is done, and not acknowledged |
        | checkout      | before | 3   | checkouts    | the order is made | the work is not done                   |
        | checkout      | after  | 3   | checkouts    | the order is made | the work is done, and not acknowledged |
        | checkout      | before | 4   | checkouts    | the order is made | the work is not done                   |
        | checkout      | after  | 4   | checkouts    | the order is made | the work is done, and not acknowledged |
        | checkout      | before | 5   | checkouts    | the order is made | the work is not done                   |
        | checkout      | after  | 5   | checkouts    | the order is made | the work is done, and not acknowledged |
        | checkout      | before | 6   | checkouts    | the order is made | the work is not done                   |
        | checkout      | after  | 6   | checkouts    | the order is made | the work is done, and not acknowledged |
        | checkout      | before | 7   | checkouts    | the order is made | the work is not done                   |
        | checkout      | after  | 7   | checkouts    | the order is made | the work is done, and not acknowledged |
        | checkout      | before | 8   | checkouts    | the order is made | the work is not done                   |
        | checkout      | after  | 8   | checkouts    | the order is made | the work is done, and not acknowledged |
        | checkout      | before | 9   | checkouts    | the order is made | the work is not done                   |
        | checkout      | after  | 9   | checkouts    | the order is made | the work is done, and not acknowledged |
        | inventory     | before | 1   | reservations | the order is made | the work is not done                   |
        | inventory     | after  | 1   | reservations | the order is made | the work is done, and not acknowledged |
        | inventory     | before | 2   | reservations | the order is made | the work is not done                   |
        | inventory     | after  | 2   | reservations | the order is made | the work is done, and not acknowledged |
        | payments      | before | 1   | payments     | the order is made | the work is not done                   |
        | payments      | after  | 1   | payments     | the order is made | the work is done, and not acknowledged |
        | payments      | before | 2   | payments     | the order is made | the work is not done                   |
        | payments      | after  | 2   | payments     | the order is made | the work is done, and not acknowledged |
        | payments      | before | 3   | payments     | the order is made | the work is not done                   |
        | payments      | after  | 3   | payments     | the order is made | the work is done, and not acknowledged |
        | payments      | before | 4   | payments     | the order is made | the work is not done                   |
        | payments      | after  | 4   | payments     | the order is made | the work is done, and not acknowledged |
        | payments      | before | 5   | payments     | the order is made | the work is not done                   |
        | payments      | after  | 5   | payments     | the order is made | the work is done, and not acknowledged |
        | payments      | before | 1   | events       | the order is made | the work is not done                   |
        | payments      | after  | 1   | events       | the order is made | the work is done, and not acknowledged |
        | payments      | before | 2   | events       | the order is made | the work is not done                   |
        | payments      | after  | 2   | events       | the order is made | the work is done, and not acknowledged |
        | orders        | before | 1   | orders       | the order is made | the work is not done                   |
        | orders        | after  | 1   | orders       | the order is made | the work is done, and not acknowledged |
        | orders        | before | 2   | orders       | the order is made | the work is not done                   |
        | orders        | after  | 2   | orders       | the order is made | the work is done, and not acknowledged |
        | orders        | before | 2   | outbox       | the order is made | the work is not done                   |
        | orders        | after  | 2   | outbox       | the order is made | the work is done, and not acknowledged |
        | cart          | before | 1   | carts        | the order is made | the work is not done                   |
        | cart          | after  | 1   | carts        | the order is made | the work is done, and not acknowledged |
        | notifications | before | 1   | mails        | the order is made | the work is not done                   |
        | notifications | after  | 1   | mails        | the order is made | the work is done, and not acknowledged |
        | notifications | before | 1   | handovers    | the order is made | the work is not done                   |
        | notifications | after  | 1   | handovers    | the order is made | the work is done, and not acknowledged |
        | notifications | before | 2   | mails        | the order is made | the work is not done                   |
        | notifications | after  | 2   | mails        | the order is made | the work is done, and not acknowledged |
