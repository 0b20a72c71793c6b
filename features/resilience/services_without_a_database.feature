@resilience @normal
Feature: Services without a database
  A database that cannot be reached is an outage, and no unexpected error: the caller is asked to try again.

  Rule: Every request that needs a database is refused, and can be repeated, while the database is unreachable

    Background:
      Given the customer has bought 1 copy of "Dune" at $9.50

    Scenario Outline: The <service> service cannot reach its database
      Given the customer has come back later
      And the customer's cart holds 2 copies of "Dune"
      And the shop is idle
      And the connections from <service> to postgres are refused
      When a permitted caller makes every request that <service> answers
      Then each of these requests is refused because the shop cannot answer now
      And no data of the shop has changed

      Examples:
        | service       | why                         |
        | cart          | it is filled and priced     |
        | checkout      | it buys                     |
        | inventory     | it reserves copies          |
        | notifications | it writes the mails         |
        | orders        | it places and cancels       |
        | payments      | it charges and refunds      |
        | pricing       | it quotes                   |

    Scenario: The gateway reports a payment while payments cannot reach its database
      Given the shop is idle
      And the connections from payments to postgres are refused
      When a permitted caller tries to report a payment
      Then the request is refused because the shop cannot answer now
      And no data of the shop has changed
