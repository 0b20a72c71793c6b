@access @critical
Feature: Requiring service tokens between services
  Each service authenticates the service that calls it, and checks that this service may call it.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later
    And the customer's cart holds 2 copies of "Dune"

  Rule: An internal request is refused without a token

    Scenario: No service lets a visitor authorize a payment without a token
      When a visitor tries to authorize a payment without signing in
      Then the request is refused because the visitor has not signed in
      And no data of the shop has changed

  Rule: A service accepts the tokens that were issued for it, and no others

    Scenario: A token for another service does not permit to reverse the payment
      When an attacker tries to reverse the payment with a service token that is meant for another service
      Then the request is refused because the token is meant for another audience
      And no data of the shop has changed

  Rule: A service token is accepted while it is valid, and only from a service with the permission

    Scenario Outline: The payment is not reversed for a service token that <flaw>
      When an attacker tries to reverse the payment with a service token that <flaw>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | flaw                                        | reason                               | why                |
        | was forged                                  | the token was not signed by the shop | another key        |
        | has expired                                 | the token has expired                | it lives a minute  |
        | belongs to a service without the permission | the caller lacks the permission      | known, not allowed |
        | names a service that the shop does not have | the issuer of the token is unknown   | its key is unknown |

  Rule: A service uses no other service's name: a token counts only when the service that it names has signed it

    Scenario Outline: A service cannot <request> in the name of another service
      When an attacker tries to <request> with a service token that was signed by another service
      Then the request is refused because its service did not sign the token
      And no data of the shop has changed

      Examples:
        | request                 | why                           |
        | reserve copies          | only the checkout may do so   |
        | authorize a payment     | only the checkout may do so   |
        | reverse the payment     | it moves money                |
        | announce a cancellation | only the orders may do so     |
