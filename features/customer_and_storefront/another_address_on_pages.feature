@customer_storefront @browser @critical
Feature: Another address on pages
  The page of an order leads to a form with its address, as long as nothing of the order has left.

  Rule: Another address needs neither a mouse nor a script

    Scenario: The customer types another street with the keyboard
      Given the customer has bought 1 copy of "Dune" at $9.50
      When the customer sends the order to another street with the keyboard alone
      Then the order of the customer goes to the other address
      And the customer gets one mail about each other address

    Scenario: The customer's browser runs no script
      Given the customer's browser runs no script
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer has a gift card of $25.00
      And the customer has bought the cart
      When the customer sends the order to another address
      Then the order of the customer goes to the other address

  Rule: A reader begins at the field that is not right, and is told what to do

    Scenario: The customer moves to Canada
      Given the customer has bought 1 copy of "Dune" at $9.50
      When the customer sends the order to another address in Canada
      Then the customer begins to read at "Please look at these fields again"
      And the customer's page says "Cancel it, and order again."

  Rule: An order that is under way goes where it went

    Scenario: The parcel leaves while the customer fills in the form
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the customer sends the order to another address
      Then the customer begins to read at "Your order is under way"
