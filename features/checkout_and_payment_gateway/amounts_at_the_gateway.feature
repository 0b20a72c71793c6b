@checkout_gateway @gateway_contract @critical
Feature: Amounts at the gateway
  What the bookstore relies on. The same scenarios run against the sandbox and against the gateway's test mode.

  Rule: Money is charged in the smallest unit of its currency

    Scenario Outline: <amount> are charged in <currency>
      Given a merchant is shown a card that is approved
      When the merchant charges <amount>
      Then the payment is "succeeded", with <amount> taken and <nothing> held

      Examples: why: the smallest unit is a whole, a hundredth or a thousandth
        | currency | amount    | nothing   | why            |
        | euros    | €19.00    | €0.00     | two decimals   |
        | yen      | ¥1900     | ¥0        | no decimals    |
        | dinars   | KWD 5.120 | KWD 0.000 | three decimals |

  Rule: An amount that cannot be charged is refused

    Scenario: Less than the least that can be charged
      Given a merchant is shown a card that is approved
      When the merchant charges $0.10
      Then the gateway refuses with the code "amount_too_small", as "InvalidRequestError"

    Scenario: More than the most that can be charged
      Given a merchant is shown a card that is approved
      When the merchant charges $1000000.00
      Then the gateway refuses with the code "amount_too_large", as "InvalidRequestError"

    Scenario: Single fils in a currency with three decimals
      Given a merchant is shown a card that is approved
      When the merchant charges KWD 5.125
      Then the gateway refuses with "InvalidRequestError"
