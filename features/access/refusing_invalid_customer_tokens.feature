@access @critical
Feature: Refusing invalid customer tokens
  A valid customer token authenticates the customer. Every service verifies signature, expiry, audience and subject.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later
    And the customer's cart holds 2 copies of "Dune"

  Rule: A customer token is accepted only with a valid signature, before its expiry, for this shop and of a customer

    @smoke
    Scenario Outline: No copy is added to the cart with a token that <flaw>
      When an attacker tries to add a copy to the cart with a customer token that <flaw>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | flaw                                 | reason                               | why                        |
        | was forged                           | the token was not signed by the shop | another key                |
        | was changed                          | the token was not signed by the shop | an attacker claims a role  |
        | is signed with the shop's public key | the token has no valid signature     | the key is public          |
        | is not signed                        | the token has no valid signature     | no proof of its issuer     |
        | has expired                          | the token has expired                | stolen tokens must expire  |
        | is meant for another shop            | the token is meant for another audience | another shop has it     |
        | names no customer                    | the token names no customer          | there is no owner to be    |

    Scenario Outline: Nothing is bought with a token that <flaw>
      When an attacker tries to check out the cart with a customer token that <flaw>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | flaw                                 | reason                               | why                        |
        | was forged                           | the token was not signed by the shop | another key                |
        | was changed                          | the token was not signed by the shop | an attacker claims a role  |
        | is signed with the shop's public key | the token has no valid signature     | the key is public          |
        | is not signed                        | the token has no valid signature     | no proof of its issuer     |
        | has expired                          | the token has expired                | stolen tokens must expire  |
        | is meant for another shop            | the token is meant for another audience | another shop has it     |
        | names no customer                    | the token names no customer          | there is no owner to be    |

    Scenario Outline: No order is canceled with a token that <flaw>
      When an attacker tries to cancel the order with a customer token that <flaw>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | flaw                                 | reason                               | why                        |
        | was forged                           | the token was not signed by the shop | another key                |
        | was changed                          | the token was not signed by the shop | an attacker claims a role  |
        | is signed with the shop's public key | the token has no valid signature     | the key is public          |
        | is not signed                        | the token has no valid signature     | no proof of its issuer     |
        | has expired                          | the token has expired                | stolen tokens must expire  |
        | is meant for another shop            | the token is meant for another audience | another shop has it     |
        | names no customer                    | the token names no customer          | there is no owner to be    |

  Rule: A request about a customer's data is refused without a token

    Scenario: A visitor cannot look at the order without signing in
      When a visitor tries to look at the order without signing in
      Then the request is refused because the visitor has not signed in
      And no data of the shop has changed
