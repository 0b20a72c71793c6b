@resilience @critical
Feature: Late requests of a checkout
  A request may be overtaken by its own compensation. It is refused then, and nothing is held or charged.

  Rule: What a checkout has called off is not done any more

    Scenario Outline: No service can <request> for a checkout that was compensated
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the first checkout has failed because the order service was down
      When a permitted caller tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                 | reason                        | why                        |
        | reserve other copies    | the copies have been released | copies would stay held     |
        | confirm the reservation | the copies have been released | they may be sold by now    |

    Scenario: No gift card pays after its release
      Given the shop has 5 copies of "Dune" at $9.50
      And a checkout has released its gift card before it was redeemed
      When a permitted caller tries to redeem a gift card that was released
      Then the request is refused because the redemption was released
      And no data of the shop has changed

    Scenario Outline: No service can <request> before it was made
      Given the shop has 5 copies of "Dune" at $9.50
      And a checkout has called off its quote, payment and order before it began
      When a permitted caller tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                               | reason                   | why                            |
        | bind a quote that was released        | the quote was released   | a discount code would be used up |
        | authorize a payment that was reversed | the payment was reversed | the customer would be charged  |
        | place an order that was called off    | the checkout was called off | it would never be paid      |
