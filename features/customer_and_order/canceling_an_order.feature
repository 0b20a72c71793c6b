@customer_order @critical @policy_customers_cancel
Feature: Canceling an order
  A customer can cancel a paid order: the charge is refunded and the copies are restocked.

  Rule: A canceled order is refunded once, and its copies are restocked once

    @smoke
    Scenario: The customer cancels a paid order
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail
      And 5 copies of "Dune" are left

    Scenario: The customer cancels the same order again
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the customer has canceled the order
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left

    Scenario Outline: The order is refunded once although <fault>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00

      Examples:
        | fault                                                     | why              |
        | the request to refund the card is lost              | not refunded yet |
        | the answer to the request to refund the card is lost | refunded already |

  Rule: The mail about a cancellation says what goes back with it, and not what was refunded before

    Scenario Outline: The customer cancels after a refund of <refunded>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded <refunded> of the order
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the cancellation mail says "<told>"

      Examples:
        | refunded | told                          | why                         |
        | $5.00    | Returned to your card: $14.00 | the mails add up to $19.00  |
        | $19.00   | Nothing to return: $0.00      | all of it was refunded      |

  Rule: A stranger cannot cancel the customer's order

    Scenario: A stranger knows the number of the order
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a stranger cancels the customer's order
      Then the stranger is told that there is no such order
      And the card has been charged $9.50 once
