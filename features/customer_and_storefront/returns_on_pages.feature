@customer_storefront @browser @normal
Feature: Returns on pages
  The page of an order shows what came back of it, below the parcels in which it had left.

  Background:
    Given the customer has bought 2 copies of "Dune" at $9.50
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: Each return has its copies, also damaged ones, and the day on which it arrived

    Scenario: One copy comes back, and then the other one
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      When the warehouse reports that 1 copy of "Dune" of the order came back damaged
      Then the customer sees that 2 copies of "Dune" came back
      And the customer's page says "Return 1"
      And the customer's page says "Return 2"
      And the customer's page says "Arrived here"

    Scenario: Nothing came back
      When the warehouse reports that 3 copies of "Dune" of the order came back
      Then the customer sees that no copies of "Dune" came back
      And the customer sees one parcel with 2 copies of "Dune" in all

  Rule: A return fits into the window

    Scenario: The customer looks at it on an old phone
      Given the customer's window is 320 pixels wide
      When the warehouse reports that 2 copies of "Dune" of the order came back
      Then the customer sees that 2 copies of "Dune" came back
      And the customer's page is no wider than the window
