Feature: A shop that is killed just after the hold leaves it permanently, and holds again
  Vendure 3.7.3, PostgreSQL 18, default order process. The payment handler of the example authorizes in
  `createPayment`, after the pattern of Vendure's documentation.

  Expected: after the restart the customer pays once, or the first hold is released.
  Seen: an order that is charged once, and "$19.00 is still held on the customer's card for order ..., and no
  unfinished checkout needs it". The same where the process is killed before the COMMIT of the payment.
  Cause, by the source: nothing is stored before the gateway is asked, and core gives a payment handler no key
  of the order's own for the request; nothing looks for payments that no order knows.

  Scenario: The shop is killed once the gateway holds the money
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And payments is killed at the authorization from payments to gateway, after its work is done
    When the customer checks out, retrying until it is answered
    Then the shop has been restarted
    And the customer has one order of $19.00
    And exactly one payment has been charged, of $19.00
