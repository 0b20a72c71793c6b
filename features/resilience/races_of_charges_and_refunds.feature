@resilience @blocker
Feature: Races of charges and refunds
  Captures, webhooks, cancellations and refunds arrive at the same moment, and the amounts still agree.

  Rule: A payment is confirmed once, whether the customer or the webhook arrives first

    Scenario: The customer comes back before the webhook arrives
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And every webhook from gateway to payments is kept back
      And the customer has been sent to the bank's page
      And the customer has confirmed the payment and come back
      When every webhook from gateway to payments goes on
      Then the card has been charged $19.00 once

    Scenario: The customer comes back twice while the webhook arrives
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And continuations from customer to checkout wait at a barrier until 2 have come
      When the customer comes back twice at the moment the gateway reports the confirmation
      Then the customer's checkout ends with one order of $19.00
      And the card has been charged $19.00 once

  Rule: A payment is captured for an active order, or not at all

    Scenario: The capture arrives after its caller has given up
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the capture from payments to gateway is kept back
      And the customer has bought the cart
      When the capture from payments to gateway goes on
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: The customer cancels while the answer to the capture is on its way
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the answer to the capture from checkout to payments is kept back
      And the customer has bought the cart
      When the customer cancels the order, retrying until it is answered
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left

  Rule: A refund is made once

    Scenario: The same refund is requested twice at the same moment
      Given the customer has bought 2 copies of "Dune" at $9.50
      And refunds from staff to orders wait at a barrier until 2 have come
      When the staff submits the same refund of $5.00 twice
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00
