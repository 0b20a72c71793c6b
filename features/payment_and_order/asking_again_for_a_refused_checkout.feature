@payment_order @critical @policy_repeats_submissions
Feature: Asking again for a refused checkout
  An answer may be lost on its way. The customer who asks again is given the same reason, and nothing is tried anew.

  Rule: A refused checkout is refused for the same reason however often its result is asked for

    Scenario Outline: The result is asked for again after a refusal, since <situation>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at <price>
      And the customer has seen a total of <total>
      And <situation>
      And the customer's checkout has been refused
      When the browser asks again for the result of the first checkout
      Then each answer names the reason "<reason>"

      Examples:
        | situation                                 | price      | total       | reason               | why |
        | another customer has bought 5 copies of "Dune" | $9.50 | $19.00      | out-of-stock         | copies may come back |
        | the price of "Dune" has changed to $12.00 | $9.50      | $19.00      | total-changed        | it may change back |
        | the customer lives in Canada, and no shipping rate is set for it | $9.50 | $19.00 | no-shipping-rate | a rate may be set |
        | the customer chooses no payment method    | $9.50      | $19.00      | payment-needed       | only a new checkout has one |
        | the payment gateway cannot be reached     | $9.50      | $19.00      | payments-unavailable | it may be reached again |
        | the customer pays with a card that is declined as "generic decline" | $500000.00 | $1000000.00 | amount-too-large | the bank is not asked |
        | the gateway refuses the charge            | $9.50      | $19.00      | try-again            | there was an order, and it is canceled |

    Scenario: The result is asked for again when the address had no region
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer's cart holds 1 copy of "Dune" at $10.00
      And the customer has seen a total of $11.00
      And the customer fills the region of the address with nothing
      And the customer's checkout has been refused
      When the browser asks again for the result of the first checkout
      Then each answer names the reason "region-needed"

    Scenario: The result is asked for again when the way of shipping was withdrawn
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And express shipping to the United States costs $12.00
      And the customer has chosen express shipping, and has seen a total of $31.00
      And express shipping to the United States is offered no longer
      And the customer's checkout has been refused
      When the browser asks again for the result of the first checkout
      Then each answer names the reason "shipping-method-not-offered"

    Scenario: The result is asked for again when the payment was not confirmed in time
      Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the customer has let 11 minutes pass at the bank's page
      When the browser asks again for the result of the first checkout
      Then each answer names the reason "payment-not-confirmed"

    Scenario: The result is asked for again when another submission took its place
      Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the customer has checked out with another card
      When the browser asks again for the result of the first checkout
      Then each answer names the reason "superseded"
      And the customer has one order of $19.00

    Scenario: The result is asked for again when the card details had been used before
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the first checkout has failed because the order service was down
      And the browser has submitted the same card details in a new checkout
      When the browser asks again for the result of the last checkout
      Then each answer names the reason "payment-details-used"
