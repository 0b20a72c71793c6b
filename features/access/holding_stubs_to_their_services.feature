@access @normal
Feature: Holding stubs to their services
  At a level of integration a stub stands in the place of a service. It answers as states/ lists for its service.
  Each of these holds for the service every night, and make stubs runs them against its stub as well.

  Rule: A stub allows and refuses in each state what its service does

    @load @stub_inventory
    Scenario Outline: Operations on the <kind> are allowed by inventory and by its stub alike
      When every operation on the <kind> is tried in every state
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | kind        | why                                 |
        | title       | a cart shows what can be bought     |
        | reservation | a checkout relies on what is held   |

    @load @stub_pricing
    Scenario Outline: Operations on the <kind> are allowed by pricing and by its stub alike
      When every operation on the <kind> is tried in every state
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | kind          | why                               |
        | quote         | a checkout charges what was bound |
        | discount code | a cart shows whether it applies   |

    @load @stub_payments
    Scenario Outline: Operations on the <kind> are allowed by payments and by its stub alike
      When every operation on the <kind> is tried in every state
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | kind       | why                       |
        | redemption | a gift card must pay once |

    @load @stub_payments
    Scenario Outline: The "<operation>" is answered by payments and by its stub alike when the payment is "<state>"
      When the operation "<operation>" is tried on a payment in the state "<state>"
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | state              | operation                   | why                     |
        | -                  | capture                     | nothing was authorized  |
        | reversed before    | authorization               | the reversal came first |
        | action_required    | capture                     | the bank has to be told |
        | authorized         | reversal                    | nothing is held then    |
        | captured           | refund                      | a part goes back        |
        | partially_refunded | another amount under its id | the first amount counts |
        | refunded           | refund                      | nothing is left         |
        | declined           | refund                      | nothing was charged     |

    @load @stub_orders
    Scenario: A notice of another amount is refused by orders and by its stub alike
      Given "wrong amount" is expected to remain at the end, because another amount was reported as paid
      When the operation "notice of another amount" is tried on a order in the state "placed"
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

    @load @stub_orders
    Scenario Outline: The "<operation>" is answered by orders and by its stub alike when the order is "<state>"
      When the operation "<operation>" is tried on a order in the state "<state>"
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | state           | operation                    | why                        |
        | -               | look by the customer         | there is no order yet      |
        | called off      | order                        | its checkout has given up  |
        | placed          | payment notice               | the order is paid then     |
        | placed          | cancellation by the checkout | its checkout has failed    |
        | paid            | order                        | the same request came late |
        | canceled unpaid | payment notice               | the notice came too late   |
        | canceled unpaid | order                        | the request came too late  |
        | awaiting        | notice of a transfer         | the order is paid then     |
