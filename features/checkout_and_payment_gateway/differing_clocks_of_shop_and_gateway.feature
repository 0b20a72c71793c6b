@checkout_gateway @normal
Feature: Differing clocks of shop and gateway
  No two machines have the same time. A difference of minutes must cost no order and no money.

  Rule: A difference of less than five minutes changes nothing

    Scenario Outline: The customer's payment becomes an order although <difference>
      Given <difference>
      And the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer confirms the payment and never comes back
      Then the customer has one order of $19.00
      And the shop has accepted every webhook

      Examples:
        | difference                                | why                               |
        | the gateway's clock is 4 minutes ahead    | webhooks are signed in the future |
        | the gateway's clock is 4 minutes behind   | webhooks are signed in the past   |

    Scenario Outline: Reconciliation finds no discrepancy although <difference>
      Given <difference>
      And the customer has bought 2 copies of "Dune" at $9.50
      And an hour has passed
      When payments are reconciled with orders
      Then reconciliation finds no discrepancy
      And the card has been charged $19.00 once

      Examples:
        | difference                                | why            |
        | the gateway's clock is 4 minutes ahead    | made later     |
        | the gateway's clock is 4 minutes behind   | made earlier   |

    Scenario: A hold whose answer is lost is found by its time at the gateway
      Given the gateway's clock is 4 minutes behind
      And the customer's cart holds 2 copies of "Dune" at $9.50
      And the gateway will execute the hold and then answer no request for more than a day
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released

  Rule: A webhook with a timestamp too far off is rejected, and the payment becomes an order all the same

    Scenario: The gateway's clock is a quarter of an hour behind
      Given the gateway's clock is 15 minutes behind
      And the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And "webhook waiting" is expected to remain at the end, because the clocks differ too much
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00
