Feature: The basket is gone while the bank's page is open
  django-oscar 4.2.1 with a redirect to the bank (`RedirectRequired`), as documented.

  Expected: a customer who goes back from the bank's page pays the same basket with another card.
  Seen: "You need to add some items to your basket to checkout".
  Cause, by the source: `submit` freezes the basket before the redirect, and only `restore_frozen_basket`, called by a
  page of the project's own, thaws it. The example has such a page for a return from the bank, and none for a
  customer who uses the button of the browser.

  Scenario: The customer pays with another card instead of confirming
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
    And the customer pays with a card whose bank asks for confirmation
    And the customer has been sent to the bank's page
    When the customer checks out with another card
    Then the customer has one order of $19.00
