@customer_storefront @browser @normal
Feature: Pages for everyone
  The shop is read on a phone and on a desk, without a mouse, by a screen reader, and without scripts.

  Rule: A page fits into its window

    Scenario Outline: The window is <width> pixels wide
      Given the customer's window is <width> pixels wide
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the shop has 5 copies of "Emma" at €14.50
      When the customer opens the shelf
      Then no page of the shop is wider than the customer's window
      Examples:
        | width | why               |
        | 320   | an old phone      |
        | 390   | a phone           |
        | 1280  | a desk            |

  Rule: The keyboard reaches everything that an order needs

    Scenario: The customer buys without a mouse
      Given the shop has 5 copies of "Dune" at $9.50
      When the customer buys "Dune" with the keyboard alone
      Then the customer has one order of $9.50

  Rule: A reader begins at what is to be done

    Scenario: The card is declined
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays with a card that is declined as "generic decline"
      When the customer checks out
      Then the customer begins to read at "The payment was declined"

  Rule: Without scripts everything works up to the payment, whose page says what is missing

    @smoke
    Scenario: The guest's browser runs no script
      Given the guest's browser runs no script
      And a guest's cart holds 1 copy of "Dune" at $9.50
      When the guest looks at the total
      Then the guest's page says "The fields for your card need JavaScript"
      And the guest's cart holds 1 copy of "Dune"

  Rule: A name is shown as it is written, and never as markup

    Scenario Outline: A title has a name that <why>
      Given the shop has 5 copies of "<name>" at $9.50
      When the customer opens the page of "<name>"
      Then the customer's page says "<name>"

      Examples:
        | name                                 | why                   |
        | <b>Dune</b>                          | would be bold         |
        | Dune<script>alert(document)</script> | would run             |
        | Tom & Jerry &amp; Co.                | would be an ampersand |
