@customer_storefront @browser @critical
Feature: Gift cards at the payment
  The payment page takes gift cards before the last click. It pays as it has shown, and no page shows a code.

  Rule: A gift card can be taken out again

    Scenario: The customer takes the gift card out
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has a gift card of $10.00
      When the customer pays after taking the gift card out of the payment page
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And $10.00 is left of the gift card

  Rule: A payment page pays in the way that it has shown

    Scenario: The gift card was taken out in a second tab
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has a gift card of $10.00
      When the customer pays with the gift card that a second tab has taken out
      Then the customer's page says "What pays for the order has changed"
      And the card has not been charged
      And $10.00 is left of the gift card

  Rule: The code of a gift card is on no page, and the page fits into its window

    Scenario: A gift card pays a part, on an old phone
      Given the customer's window is 320 pixels wide
      And the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has a gift card of $10.00
      When the customer looks at what pays for the cart
      Then the customer's page says "Pay $9.00"
      And the customer's page does not have the code of the gift card
      And no page of the shop is wider than the customer's window

  Rule: The keyboard reaches everything that pays

    Scenario: The customer buys without a mouse
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer has a gift card of $5.00
      When the customer buys "Dune" with the keyboard alone
      Then gift cards have paid $5.00 of the order
      And the card has been charged $4.50 once

  Rule: Without scripts a gift card pays for all of an order

    @smoke
    Scenario: The guest's browser runs no script
      Given the guest's browser runs no script
      And a guest's cart holds 2 copies of "Dune" at $9.50
      And the guest has a gift card of $25.00
      When the guest checks out
      Then the guest has one order of $19.00
      And $6.00 is left of the gift card

  Rule: A reader begins at what is wrong

    Scenario: The code is mistyped
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has mistyped the code of a gift card
      When the customer checks out
      Then the customer begins to read at "No gift card has this code"
