@access @critical
Feature: Refusing contradicting requests
  A service keeps what one request has made: another request under the same id has no other content.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50

  Rule: A checkout has one reservation, one quote, one payment and one order, and its copies stay sold

    Scenario Outline: No service can <request> for a checkout that has succeeded
      When a permitted caller tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                                | reason                                 | why                          |
        | reserve other copies                   | the checkout has reserved other copies | copies would be held in vain |
        | release the sold copies                | the copies are sold                    | they would be sold again     |
        | bind another quote                     | the quote was for another request      | the price would change       |
        | authorize another payment              | the checkout has another payment       | a second charge              |
        | place another order                    | the checkout has another order         | a second parcel              |
        | place an order that does not add up    | the order does not add up              | a wrong invoice              |
        | close the cart                         | the cart has been bought               | it was another checkout's    |
        | refund the payment in another currency | less can be refunded                   | euros were never paid        |

  Rule: Inventory takes back no more copies than it has sold

    Scenario: Orders reports more returned copies than its checkout has bought
      When a permitted caller tries to report more returned copies than were sold
      Then the request is refused because fewer copies are sold
      And no data of the shop has changed

    Scenario: Orders reports returned copies of an order that was canceled
      Given the customer has canceled the order
      When a permitted caller tries to report returned copies
      Then the request is refused because the copies are not sold
      And no data of the shop has changed

  Rule: What the gateway has signed is still checked

    Scenario: The gateway delivers something that is no event
      When a permitted caller tries to deliver a webhook
      Then the request is refused because it is no event
      And no data of the shop has changed

    Scenario: The gateway delivers content that is nested too deeply
      When the gateway delivers a webhook whose content is nested too deeply
      Then the request is refused because it is no event
      And no data of the shop has changed

  Rule: A submission has one usable idempotency key

    Scenario Outline: The customer checks out under <key>
      Given the customer has come back later
      And the customer's cart holds 2 copies of "Dune"
      When the customer tries to check out the cart under <key>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | key          | reason                 | why                          |
        | no key       | the key is missing     | a repetition would buy twice |
        | an empty key | the key cannot be used | it would name every intent   |
