@access @critical
Feature: Refusing every wrong request
  The requests are all of those that customers, the staff and the services make.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later
    And the customer's cart holds 2 copies of "Dune"

  Rule: No request is answered to a caller whose token the shop has not signed, or who may not make it

    Scenario: Every request with a forged token is refused
      When an attacker makes every request with a forged token
      Then each of these requests is refused because the token was not signed by the shop
      And no data of the shop has changed

    Scenario: Every request of a caller without the permission is refused
      When a caller without the permission makes every request
      Then each of these requests is refused because the caller lacks the permission
      And no data of the shop has changed

  Rule: A permitted caller's request is refused when it is too large or makes no sense

    Scenario Outline: Every request of a permitted caller with <content> content is refused
      When a permitted caller makes every request with <content> content
      Then each of these requests is refused because <reason>
      And no data of the shop has changed

      Examples:
        | content   | reason            | why                                     |
        | oversized | it is too large   | it would cost memory and time           |
        | senseless | it makes no sense | no id, no amount, no field is understood |
        | nested    | it makes no sense | it would take the stack of the service   |
        | mistyped  | it makes no sense | the ISBN does not add up                 |
        | doubled   | it makes no sense | one title would be in two lines          |

    Scenario: Every request about something that the shop does not have is refused
      When a permitted caller makes every request with unknown content
      Then each of these requests is refused, since the shop has no such thing
      And no data of the shop has changed

  Rule: A permitted caller may read everything

    Scenario: Every request of a permitted caller that only reads is answered
      When a permitted caller makes every request that only reads
      Then each of these requests is answered
