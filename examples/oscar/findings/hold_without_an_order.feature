Feature: A payment that the customer confirms at the bank becomes no order
  django-oscar 4.2.1 with a redirect to the bank (`RedirectRequired`), as documented.

  Expected: an order, or the release of the hold, also where the customer closes the browser after the bank's page.
  Seen: the money is held, and there is no order: "one paid order of $19.00 was expected for customer, but there are:
  nothing".
  Cause, by the source: address, way of shipping and order number of a submission are in the session alone
  (`CheckoutSessionData`). A webhook has no session, so it finds nothing from which it could place the order.
  The page after the bank is the example's own, and it has no webhook: a project can store more, core does not.

  Scenario: The customer confirms the payment and closes the browser
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
    And the customer pays with a card whose bank asks for confirmation
    And the customer has been sent to the bank's page
    When the customer confirms the payment and never comes back
    Then the customer has one order of $19.00
