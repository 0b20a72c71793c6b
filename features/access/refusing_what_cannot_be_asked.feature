@access @normal
Feature: Refusing what cannot be asked
  A request that makes no sense is told so, and changes nothing.

  Rule: Gift cards exist, and are issued in coins that exist; a page has at least one order

    Scenario Outline: No permitted caller can <request>
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a permitted caller tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                                 | reason                        | why                         |
        | look at a gift card that does not exist | no gift card has this code    | a code may be mistyped      |
        | issue a gift card of half a coin        | the currency has no such coin | it could never be paid out  |
        | sell a gift card of half a coin         | the currency has no such coin | its money could not be used |
        | read a page of no orders                | a page has at least one order | the history would never end |
