@customer_storefront @browser @normal
Feature: Exchanges on pages
  The page of an order shows what replaces a copy that came back, below the return.

  Background:
    Given the customer has bought 2 copies of "Dune" at $9.50
    And the warehouse has shipped 2 copies of "Dune" of the order
    And the warehouse has reported that 1 copy of "Dune" of the order came back damaged

  Rule: Each exchange has its copies, once they are sold

    Scenario: One copy is exchanged
      When the staff exchanges 1 copy of "Dune" of the order
      Then the customer sees 1 copy of "Dune" in exchange
      And the customer's page says "Exchange 1"
      And the customer's page says "We send you these instead, in a parcel of their own"

    Scenario: No copy is exchanged
      When the staff exchanges 2 copies of "Dune" of the order
      Then the customer sees no copies of "Dune" in exchange
      And the customer sees one parcel with 2 copies of "Dune" in all

  Rule: An exchange fits into the window

    Scenario: The customer looks at it on an old phone
      Given the customer's window is 320 pixels wide
      When the staff exchanges 1 copy of "Dune" of the order
      Then the customer sees 1 copy of "Dune" in exchange
      And the customer's page is no wider than the window
