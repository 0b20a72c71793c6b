@checkout_gateway @blocker
Feature: News from the gateway
  The gateway tells what happens to a payment: at least once, in no order, and sometimes late.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: The same news changes nothing the second time

    @smoke
    Scenario: Everything is told three times
      Given the gateway tells everything 3 times
      When the customer checks out
      Then the shop has taken all news
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

  Rule: The order in which news comes does not matter

    Scenario: A refund is told before the payment
      Given the gateway keeps its news back
      And the customer has bought the cart
      And somebody has refunded $5.00 at the gateway itself
      When the gateway tells its news, the last first
      Then the order's refund of $5.00 is refunded
      And the card has $5.00 back of $19.00

    Scenario: A payment is told before its order is made
      Given the customer pays with a wallet
      And the order service is slow
      When the customer checks out
      Then the customer has one order of $19.00
      And the wallet has been charged $19.00 once

    Scenario: A refund is told before the order is made
      Given the customer pays with a wallet
      When the customer checks out, and somebody refunds $5.00 at the gateway before the order is made
      Then the order's refund of $5.00 is refunded
      And the wallet has $5.00 back of $19.00
      And the customer has one order of $19.00

  Rule: News that cannot be taken is told again

    Scenario: The payment service is down while the customer confirms the payment
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the payment service is down
      And the customer has confirmed the payment, and 5 minutes have passed
      When the payment service comes back, and the gateway tells its news again
      Then the customer's checkout ends with one order of $19.00
      And the card has been charged $19.00 once

  Rule: News of a failed payment frees its own cart and no other

    Scenario: The customer has changed the cart meanwhile
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the customer's cart holds 1 copy of "Emma" at $15.00
      When the customer fails the bank's check and never comes back
      Then the card has not been charged
      And the customer's cart still holds 2 copies of "Dune" and 1 copy of "Emma"
