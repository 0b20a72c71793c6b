@access @critical
Feature: Allowing sales of gift cards by state
  Payments issues what an order has bought once, and nothing after it was voided. The table is in states/.

  Rule: In each state the listed operations are allowed, and no others

    Scenario Outline: Operations on a <kind> that waits for nothing are allowed by its state
      When every operation on the <kind> is tried in every state in which it waits for nothing
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | kind           | why                             |
        | gift card sale | a paid gift card is issued once |

    @load @stub_payments
    Scenario Outline: Operations on the <kind> are allowed by payments and by its stub alike
      When every operation on the <kind> is tried in every state
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | kind           | why                             |
        | gift card sale | a paid gift card is issued once |
