@customer_storefront @browser @normal
Feature: Tabs and sessions
  A customer has several tabs, and a session that ends. Each tab shows what the shop knows, and no more is charged.

  Background:
    Given the customer's cart holds 1 copy of "Dune" at $9.50

  Rule: A tab that shows an old total charges nothing

    Scenario: The cart was changed in a second tab
      Given the customer has seen a total of $9.50
      And the customer's cart has been changed in a second tab to 2 copies of "Dune"
      When the customer checks out
      Then the customer is told that the cart has been changed
      And the customer's page says "Pay $19.00"
      And the card has not been charged

  Rule: An order is not lost with the session of the browser that made it

    Scenario: The session ends while the customer is at the bank's page
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the customer's session has ended
      When the customer confirms the payment and comes back
      Then the customer's page says "its session has ended"
      And the customer has one order of $9.50 after signing in again
      And the card has been charged $9.50 once

  Rule: A form that no page of the shop has made changes nothing

    Scenario: Another site sends the form that cancels an order
      Given the customer has bought the cart
      When another site sends the form that cancels the customer's order
      Then the customer has one order of $9.50
      And the card has been charged $9.50 once
