@checkout_gateway @critical
Feature: Payments still processed
  The gateway may answer that it still processes a payment. That settles nothing: it is asked again later.

  Rule: The customer sees no error, and buys once

    Scenario Outline: The answer to the <act> says that the payment is still processed
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the answer to the <act> from payments to gateway is that it is still processed
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples:
        | act           | why                         |
        | authorization | nothing may be held yet    |
        | capture       | nothing may be charged yet  |
