@access @critical
Feature: Refusing reused ids of exchanges
  An exchange is named by the staff. A repeated name is a repeated request, and no other.

  Rule: The id of an exchange stands for its first request alone

    Scenario Outline: No permitted caller can <request>
      Given the customer has bought 3 copies of "Dune" at $9.50
      And another customer has bought 1 copy of "Dune"
      And a copy of both orders has been exchanged
      When a permitted caller tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                                 | reason                                | why                       |
        | exchange other copies under the same id | the exchange was of other copies      | copies that did not leave |
        | ask for the exchange of another order   | another order has the exchange        | a mail about nothing      |
        | sell other copies in the same exchange  | inventory has sold other copies in it | one copy is sold twice    |

  Rule: Inventory sells in exchange for what a checkout has bought

    Scenario: Orders asks for more copies than its checkout has bought
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a permitted caller tries to sell more copies in exchange than were bought
      Then the request is refused because fewer copies were bought
      And no data of the shop has changed

    Scenario: Orders asks for copies of an order that was canceled
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has canceled the order
      When a permitted caller tries to sell copies in exchange
      Then the request is refused because the copies are not sold
      And no data of the shop has changed
