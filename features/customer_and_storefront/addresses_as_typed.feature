@customer_storefront @browser @normal
Feature: Addresses as typed
  An address that is not taken is shown again, with the reason at its field. No one types it a second time.

  Background:
    Given the customer's cart holds 1 copy of "Dune" at $9.50

  Rule: What was typed stays until it is right

    Scenario: One field is wrong
      Given the customer writes the postal code of the address as "0"
      When the customer checks out
      Then the customer's page says "US has no such postal code"
      And the customer's page still has the address as it was typed

    Scenario: Every field is longer than a label, and than a browser remembers
      Given each field of the customer's address has 254 letters beyond ASCII
      When the customer checks out
      Then the customer's page says "This is too long: at most 100 characters fit."
      And the customer's page still has the address as it was typed

  Rule: A part of an address is shown as it is written, and never as markup

    Scenario Outline: The city has a name that <why>
      Given the customer writes the city of the address as "<name>"
      When the customer checks out
      Then the customer's page says "<name>"

      Examples:
        | name                               | why               |
        | <script>alert(document)</script>   | would run         |
        | <img src="/cart" alt=""> & Co.     | would be pictures |
