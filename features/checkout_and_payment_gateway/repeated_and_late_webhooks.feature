@checkout_gateway @blocker
Feature: Repeated and late webhooks
  The gateway delivers its webhooks at least once, in any order, and sometimes late.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: A webhook that is delivered again changes nothing

    @smoke @core
    Scenario: Every webhook is delivered three times
      Given the gateway delivers every webhook 3 times
      When the customer checks out
      Then the shop has accepted every webhook
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

  Rule: The order of the webhooks does not change the result

    Scenario: The webhook of a refund comes before that of the payment
      Given the gateway withholds its webhooks
      And the customer has bought the cart
      And $5.00 has been refunded at the gateway's dashboard
      When the gateway delivers its webhooks in reverse order
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00

    Scenario: The webhook of a payment comes before its order is made
      Given the customer pays with a wallet
      And the order service is slow
      When the customer checks out
      Then the customer has one order of $19.00
      And the wallet has been charged $19.00 once

    Scenario: The webhook of a refund comes before the order is made
      Given the customer pays with a wallet
      And $5.00 will be refunded at the gateway's dashboard before the order is made
      When the customer checks out
      Then the order's refund of $5.00 is refunded
      And the wallet has been charged $19.00 and refunded $5.00
      And the customer has one order of $19.00

  Rule: A webhook that was not accepted is delivered again

    Scenario: The payment service is down while the customer confirms the payment
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the payment service was down for 5 minutes after the customer confirmed the payment
      When the gateway delivers its webhooks again
      Then the customer's checkout ends with one order of $19.00
      And the card has been charged $19.00 once

  Rule: The webhook of a failed payment leaves the changed cart as it is

    Scenario: The customer has changed the cart during the payment
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the customer's cart holds 1 copy of "Emma" at $15.00
      When the customer fails the bank's check and never comes back
      Then the card has not been charged
      And the customer's cart holds 2 copies of "Dune" and 1 copy of "Emma"
