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

  Rule: A request whose own words contradict each other is refused

    Scenario Outline: No customer and nobody of the staff can <request>
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a permitted caller tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                              | reason                                  | why                       |
        | refund a copy and an amount at once  | a refund is of copies or of an amount   | it could be either        |
        | refund one title in two lines        | each title may be named once            | one line would be lost    |
        | report a return without a copy       | at least one copy came back             | a mail would tell nothing |
        | offer a code of 10% and of $5.00     | a code has percents or an amount        | it could be either        |
        | set a reduced tax above the full one | a reduced rate is at most the full one  | books would cost more     |
        | pay by transfer with a card          | a card has a token, and a transfer none | it could be either        |
        | pay by card without one              | a card has a token, and a transfer none | there is nothing to charge |

    Scenario Outline: No service can <request>
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a permitted caller tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                                     | reason                                 | why                     |
        | charge nothing for a parcel                 | only the last charge may be of nothing | the gateway refuses it  |
        | place an order of nobody                    | an order belongs to somebody           | nobody could read it    |
        | place an order in advance without its terms | a transfer has terms                   | nobody knows the amount |
