@access @critical
Feature: Calls between services
  Inside the shop, too, each service asks who calls, and whether they have business there.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later
    And the customer's cart holds 2 copies of "Dune"

  Rule: What one service does for another it does for nobody without a service's token made for it

    Scenario Outline: Nobody gets a service to <act> without a token
      When somebody tries to <act> without signing in
      Then the request is refused because nobody has signed in
      And nothing of the shop has changed

      Examples: why: whoever has reached the network is not yet inside
        | act                     | why                         |
        | reserve copies          | nobody else could buy them  |
        | put the copies back     | sold copies are sold again  |
        | bind a quote            | it uses a discount code up  |
        | hold money              | it costs a stranger         |
        | give the money back     | books for nothing           |
        | call the order off      | paid, and no books          |
        | close the cart          | the customer loses it       |
        | announce a cancellation | a mail that is not true     |

    Scenario Outline: A token meant for another service does not make one <act>
      When somebody tries to <act> with a service's token that is meant for another service
      Then the request is refused because the token is meant for somebody else
      And nothing of the shop has changed

      Examples: why: who is told a token must not be able to pass it on
        | act                     | why                         |
        | reserve copies          | nobody else could buy them  |
        | put the copies back     | sold copies are sold again  |
        | bind a quote            | it uses a discount code up  |
        | hold money              | it costs a stranger         |
        | give the money back     | books for nothing           |
        | call the order off      | paid, and no books          |
        | close the cart          | the customer loses it       |
        | announce a cancellation | a mail that is not true     |

  Rule: A service's token counts only while it is valid, and only for what its service has to do

    Scenario Outline: The money is not given back for a service's token that <flaw>
      When somebody tries to give the money back with a service's token that <flaw>
      Then the request is refused because <reason>
      And nothing of the shop has changed

      Examples: why: a minute is long enough for a call, and a name is not enough for an act
        | flaw                                        | reason                               | why               |
        | was forged                                  | the token was not signed by the shop | another key       |
        | has expired                                 | the token has expired                | a minute is over  |
        | belongs to a service without business there | it is not theirs to do               | known, but wrong  |
