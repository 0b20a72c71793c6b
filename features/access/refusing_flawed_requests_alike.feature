@access @normal
Feature: Refusing flawed requests alike
  Before a service looks at what it has stored, it looks at who asks, and for what. Its stub does the same.
  Each of these holds for the service every night, and make stubs runs them against its stub as well.

  Rule: A stub refuses a flawed request as its service does

    @load @stub_notifications
    Scenario Outline: The event of an order, sent <flaw>, is refused by notifications and by its stub alike
      Given the shop has 5 copies of "Dune" at $9.50
      When "notifications: POST /events" is asked <flaw>
      Then the answer to the request is "<answer>"

      Examples:
        | flaw                               | answer                | why                        |
        | without a token                    | 401 not-authenticated | nothing says who asks      |
        | with a forged token                | 401 not-authenticated | the shop has not signed it |
        | by a caller without the permission | 403 not-allowed       | orders alone has events    |
        | with senseless content             | 422 invalid-request   | no order can be read       |
        | with oversized content             | 413 body-too-large    | it would cost memory       |

    @load @stub_orders
    Scenario Outline: The order of a checkout, sent <flaw>, is refused by orders and by its stub alike
      Given the shop has 5 copies of "Dune" at $9.50
      When "orders: PUT /checkouts/{checkout_id}/order" is asked <flaw>
      Then the answer to the request is "<answer>"

      Examples:
        | flaw                               | answer                | why                        |
        | without a token                    | 401 not-authenticated | nothing says who asks      |
        | by a caller without the permission | 403 not-allowed       | checkouts alone place them |
        | with senseless content             | 422 invalid-request   | no order can be read       |
        | with oversized content             | 413 body-too-large    | it would cost memory       |

    @load @stub_payments
    Scenario Outline: The authorization, asked <flaw>, is refused by payments and by its stub alike
      Given the shop has 5 copies of "Dune" at $9.50
      When "payments: PUT /payments/{checkout_id}" is asked <flaw>
      Then the answer to the request is "<answer>"

      Examples:
        | flaw                               | answer                | why                    |
        | without a token                    | 401 not-authenticated | nothing says who asks  |
        | by a caller without the permission | 403 not-allowed       | checkouts alone charge |
        | with senseless content             | 422 invalid-request   | no amount can be read  |
        | with oversized content             | 413 body-too-large    | it would cost memory   |

    @load @stub_inventory @stub_pricing
    Scenario Outline: "<request>", asked <flaw>, is refused by its service and by its stub alike
      Given the shop has 5 copies of "Dune" at $9.50
      When "<request>" is asked <flaw>
      Then the answer to the request is "<answer>"

      Examples:
        | request                                    | flaw                               | answer                | why                 |
        | inventory: PUT /reservations/{checkout_id} | with a forged token                | 401 not-authenticated | not signed          |
        | inventory: PUT /reservations/{checkout_id} | by a caller without the permission | 403 not-allowed       | checkouts reserve   |
        | inventory: PUT /reservations/{checkout_id} | with senseless content             | 422 invalid-request   | no copies are named |
        | pricing: PUT /quotes/{quote_id}            | with a forged token                | 401 not-authenticated | not signed          |
        | pricing: PUT /quotes/{quote_id}            | by a caller without the permission | 403 not-allowed       | carts and checkouts |
        | pricing: PUT /quotes/{quote_id}            | with senseless content             | 422 invalid-request   | no titles are named |

  Rule: A stub accepts what its service accepts, also when it comes twice

    @load @stub_notifications
    Scenario: A paid order is announced to notifications and to its stub alike
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the event from orders to notifications arrives twice at once
      When the customer checks out
      Then the customer has one order of $9.50
