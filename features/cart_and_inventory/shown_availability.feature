@cart_inventory @normal
Feature: Shown availability
  The cart tells how its titles stand. It does not set copies aside, and it does not guess.

  Rule: A title in the cart is shown with the copies that can be bought, and none of them is reserved

    @smoke
    Scenario: A title that is in stock is shown with the copies that are left
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      When the customer looks at the cart
      Then the customer sees 5 copies of "Dune" in stock
      And 5 copies of "Dune" are left

    Scenario: A title that sold out meanwhile is shown as sold out
      Given the shop has 1 copy of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Dune"
      And another customer has bought 1 copy of "Dune"
      When the customer looks at the cart
      Then the customer sees that "Dune" is sold out

    Scenario: A title of which some copies were sold meanwhile is shown with too few
      Given the shop has 3 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      And another customer has bought 2 copies of "Dune"
      When the customer looks at the cart
      Then the customer sees that "Dune" has too few copies left

  Rule: Copies that cannot be counted are never shown as in stock

    Scenario Outline: The cart shows no number of copies although <mishap>
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      And <mishap>
      When the customer looks at the cart
      Then the customer sees that "Dune" cannot be counted right now
      And the customer sees no number of copies of "Dune"

      Examples: why: who is promised copies that nobody counted is disappointed at the checkout
        | mishap                                                        | why                         |
        | the inventory service is down                                 | nobody is there             |
        | the request to see what is left gets lost                     | nobody was asked            |
        | the answer to the request to see what is left gets lost       | it was counted, and not told |
        | the answer to the request to see what is left takes 10 seconds | too late to be told        |
