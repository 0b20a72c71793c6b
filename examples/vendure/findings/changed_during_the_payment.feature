Feature: A cart that changes while it is paid leaves money held for no order
  Vendure 3.7.3, PostgreSQL 18, default order process.

  Expected: the addition is refused while the payment is under way, or the payment is canceled.
  Seen: the order goes back to AddingItems while the gateway is asked; the authorization stays: "$34.00 is still
  held on the customer's card for a checkout without an order, and no unfinished checkout needs it".
  Cause, by the source: the transition from ArrangingPayment to AddingItems is allowed while `createPayment` of
  the same order is under way, and the payment that comes back is not compared with it.

  Scenario: A second tab adds a copy while the gateway authorizes the payment
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer's cart holds 1 copy of "Emma" at $15.00
    And the customer has seen a total of $34.00
    And a second tab will add 1 copy of "Emma" before the gateway has confirmed the hold
    When the customer checks out
    Then the customer has one order of $34.00
    And the card has been charged $34.00 once
