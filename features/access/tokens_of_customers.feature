@access @critical
Feature: Tokens of customers
  Whoever shows a customer's token is that customer. So the shop looks at it closely, at every door.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later
    And the customer's cart holds 2 copies of "Dune"

  Rule: A token counts only while it is valid, and only as the shop's identity provider signed it for the shop

    @smoke
    Scenario Outline: The cart takes nothing with a token that <flaw>
      When somebody tries to add a copy to the cart with a token of the customer's that <flaw>
      Then the request is refused because <reason>
      And nothing of the shop has changed

      Examples: why: what is in the cart is the customer's own business
        | flaw                                 | reason                               | why                        |
        | was forged                           | the token was not signed by the shop | somebody else's key        |
        | was changed                          | the token was not signed by the shop | staff by one's own word    |
        | is signed with the shop's public key | the token was not signed by the shop | everybody has that key     |
        | is not signed                        | the token is signed in another way   | no signature is none       |
        | has expired                          | the token has expired                | stolen tokens must die     |
        | is meant for another shop            | the token is meant for somebody else | another shop could show it |

    Scenario Outline: Nothing is bought with a token that <flaw>
      When somebody tries to check the cart out with a token of the customer's that <flaw>
      Then the request is refused because <reason>
      And nothing of the shop has changed

      Examples: why: an order is a promise to pay
        | flaw                                 | reason                               | why                        |
        | was forged                           | the token was not signed by the shop | somebody else's key        |
        | was changed                          | the token was not signed by the shop | staff by one's own word    |
        | is signed with the shop's public key | the token was not signed by the shop | everybody has that key     |
        | is not signed                        | the token is signed in another way   | no signature is none       |
        | has expired                          | the token has expired                | stolen tokens must die     |
        | is meant for another shop            | the token is meant for somebody else | another shop could show it |

    Scenario Outline: No order is canceled with a token that <flaw>
      When somebody tries to cancel the order with a token of the customer's that <flaw>
      Then the request is refused because <reason>
      And nothing of the shop has changed

      Examples: why: a canceled order sends no books
        | flaw                                 | reason                               | why                        |
        | was forged                           | the token was not signed by the shop | somebody else's key        |
        | was changed                          | the token was not signed by the shop | staff by one's own word    |
        | is signed with the shop's public key | the token was not signed by the shop | everybody has that key     |
        | is not signed                        | the token is signed in another way   | no signature is none       |
        | has expired                          | the token has expired                | stolen tokens must die     |
        | is meant for another shop            | the token is meant for somebody else | another shop could show it |

  Rule: Nobody sees or changes anything of a customer's without saying who they are

    Scenario Outline: Nobody may <act> without signing in
      When somebody tries to <act> without signing in
      Then the request is refused because nobody has signed in
      And nothing of the shop has changed

      Examples: why: a number that was guessed is no credential
        | act                     | why                 |
        | look at the cart        | it shows what is read |
        | add a copy to the cart  | it changes the cart |
        | see what the cart costs | it shows the cart   |
        | check the cart out      | it buys             |
        | look at the checkout    | it shows the total  |
        | go on with the checkout | it buys             |
        | look at the order       | it shows the address |
        | cancel the order        | it moves money      |
