@journeys @blocker @core
Feature: Buying in every currency
  A checkout from the empty cart to the mail. Each amount is in the currency of the cart.

  Rule: A guest can buy in every currency of the shop

    @smoke
    Scenario Outline: A guest buys in <currency>
      Given the shop has 5 copies of "Dune" at <price>
      And a guest's cart holds 2 copies of "Dune"
      When the guest checks out
      Then the guest has one order of <total> for 2 copies of "Dune"
      And the card has been charged <total> once
      And the guest gets one confirmation mail over <total>
      And 3 copies of "Dune" are left

      Examples:
        | currency | price     | total     | why            |
        | dollars  | $9.50     | $19.00    | two decimals   |
        | euros    | €9.99     | €19.98    | two decimals   |
        | pounds   | £7.25     | £14.50    | two decimals   |
        | yen      | ¥500      | ¥1000     | no decimals    |
        | dinars   | KWD 2.500 | KWD 5.000 | three decimals |

  Rule: A customer who comes back gets another order, beside the first

    Scenario Outline: A returning customer buys in <currency>
      Given the customer has bought 1 copy of "Emma" at <price>
      And the customer has come back later
      And the customer's cart holds 2 of the shop's 5 copies of "Dune" at <price>
      When the customer checks out
      Then the customer has a second order of <total>
      And the card has been charged <total> once
      And the customer gets one confirmation mail over <total>

      Examples:
        | currency | price     | total     | why            |
        | dollars  | $9.50     | $19.00    | two decimals   |
        | euros    | €9.99     | €19.98    | two decimals   |
        | pounds   | £7.25     | £14.50    | two decimals   |
        | yen      | ¥500      | ¥1000     | no decimals    |
        | dinars   | KWD 2.500 | KWD 5.000 | three decimals |
