@resilience @normal
Feature: Health without a database
  Operators ask each service whether it is ready. A restart does not bring back a database that is away.

  Rule: A service whose database is away is not ready, says why, and goes on running

    Scenario Outline: The <service> service reports that its database is away
      Given the connections from <service> to postgres are refused
      When the health of <service> is checked
      Then <service> is not ready, because its database does not answer
      And <service> still answers what needs no database

      Examples:
        | service       | why                         |
        | cart          | it is filled and priced     |
        | checkout      | it buys                     |
        | inventory     | it reserves copies          |
        | notifications | it writes the mails         |
        | orders        | it places and cancels       |
        | payments      | it charges and refunds      |
        | pricing       | it quotes                   |

    Scenario: The machine of the database is gone
      Given the connections from orders to postgres are left unanswered
      When the health of orders is checked
      Then orders is not ready, because its database does not answer

  Rule: A service is ready by itself when its database is back

    Scenario Outline: The <service> service is ready again without a restart
      Given the connections from <service> to postgres are refused
      And <service> has reported that its database does not answer
      When the connections from <service> to postgres are no longer refused
      Then <service> is ready again

      Examples:
        | service       | why                         |
        | cart          | it is filled and priced     |
        | checkout      | it buys                     |
        | inventory     | it reserves copies          |
        | notifications | it writes the mails         |
        | orders        | it places and cancels       |
        | payments      | it charges and refunds      |
        | pricing       | it quotes                   |
