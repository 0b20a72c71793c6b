@customer_storefront @browser @critical
Feature: Erasing on pages
  A page says what an erasure takes and what stays, and its button erases. It cannot be undone.

  Rule: Nothing is erased before the customer has confirmed it

    Scenario: The customer looks at the page, and goes no further
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has got 1 copy of "Dune" of the order
      When the customer opens the page of personal data
      Then the customer's page says "That cannot be undone."
      And the customer's order still says where it goes

  Rule: An erasure needs neither a mouse nor a script

    Scenario: The customer erases with the keyboard
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has got 1 copy of "Dune" of the order
      When the customer erases all personal data with the keyboard alone
      Then the customer's order of $9.50 names no person

    Scenario: The customer's browser runs no script
      Given the customer's browser runs no script
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer has a gift card of $25.00
      And the customer has bought the cart
      And the customer has got 1 copy of "Dune" of the order
      When the customer asks that all personal data be erased
      Then the customer's order of $9.50 names no person

  Rule: A browser keeps no address of a person who was erased

    Scenario: The customer fills a cart after the erasure
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has got 1 copy of "Dune" of the order
      And the customer has had all personal data erased
      And the customer's cart holds 1 copy of "Emma" at $8.00
      When the customer opens the address page
      Then nothing is filled in of the address of the customer

  Rule: A reader begins at what the erasure waits for

    Scenario: The copy has not left
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the shop is idle
      When the customer asks that all personal data be erased
      Then the customer begins to read at "An order still needs your address"
      And the customer's page says "Ask again once every order is paid and sent"
