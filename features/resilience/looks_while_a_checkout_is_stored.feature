@resilience @critical
Feature: Looks while a checkout is stored
  A service locks what a checkout takes until that is stored. A look needs no lock: it shows what was stored before.

  Rule: A customer who only looks does not wait for what another customer buys

    Scenario: Another customer looks at the total while the only use of the code is taken
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the customer's cart holds 1 copy of "Dune" at $9.50 with the code "SPRING"
      And another customer's cart holds 1 copy of "Dune" at $9.50 with the code "SPRING"
      And another customer will look at the total before pricing commits its redemptions
      When the customer checks out
      Then another customer sees a total of $7.50
      And the customer has one order of $7.50

    Scenario: Another customer looks at the cart while copies are reserved
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And another customer's cart holds 1 copy of "Dune"
      And another customer will look at the cart before inventory commits its reservations
      When the customer checks out
      Then another customer sees 5 copies of "Dune" in stock
      And the customer has one order of $19.00

  Rule: A customer who looks from a second tab does not wait for the checkout of the first

    Scenario: The customer looks at the cart while it is closed
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer will look at the cart before cart commits its carts
      When the customer checks out
      Then the customer sees 3 copies of "Dune" in stock
      And the customer has one order of $19.00

    Scenario: The customer looks at the gift card while it is redeemed
      Given the customer has a gift card of $10.00
      And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer will look at the gift card before payments commits its gift_card_redemptions
      When the customer checks out
      Then the customer sees that $10.00 is left of the gift card
      And the customer has one order of $19.00
