@gateway_contract @critical
Feature: Amounts in minor units
  The bookstore relies on these answers. The same scenarios run against the sandbox and against the gateway's test mode.

  Rule: An amount is charged in the minor units of its currency

    Scenario Outline: <amount> are charged in <currency>
      Given a merchant has a card that is approved
      When the merchant charges <amount>
      Then the payment is "succeeded", with <amount> captured and <nothing> authorized

      Examples:
        | currency | amount    | nothing   | why            |
        | euros    | €19.00    | €0.00     | two decimals   |
        | yen      | ¥1900     | ¥0        | no decimals    |
        | dinars   | KWD 5.120 | KWD 0.000 | three decimals |

  Rule: An amount that cannot be charged is refused

    Scenario: The amount is below the minimum
      Given a merchant has a card that is approved
      When the merchant charges $0.10
      Then the gateway refuses with the code "amount_too_small", as "InvalidRequestError"

    Scenario: The amount is above the maximum
      Given a merchant has a card that is approved
      When the merchant charges $1000000.00
      Then the gateway refuses with the code "amount_too_large", as "InvalidRequestError"

    Scenario: The amount in dinars does not end in a zero
      Given a merchant has a card that is approved
      When the merchant charges KWD 5.125
      Then the gateway refuses with "InvalidRequestError"
