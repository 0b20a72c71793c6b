@cart_inventory @normal @policy_tells_copies_left
Feature: Showing availability in the cart
  The cart shows the availability of its titles. It reserves no copies, and it does not guess.

  Rule: A title in the cart is shown with the copies that can be bought, and none of them is reserved

    @smoke
    Scenario: A title that is in stock is shown with the copies that are left
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      When the customer looks at the cart
      Then the customer sees 5 copies of "Dune" in stock
      And 5 copies of "Dune" are left

    Scenario: A title that sold out since is shown as sold out
      Given the shop has 1 copy of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Dune"
      And another customer has bought 1 copy of "Dune"
      When the customer looks at the cart
      Then the customer sees that "Dune" is sold out

    Scenario: A title of which some copies were sold since is shown with too few
      Given the shop has 3 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      And another customer has bought 2 copies of "Dune"
      When the customer looks at the cart
      Then the customer sees that "Dune" has too few copies left

    Scenario: Each of several titles is shown with the copies that are left
      Given the shop has 5 copies of "Dune" at $9.50
      And the shop has 3 copies of "Emma" at $8.00
      And the customer's cart holds 2 copies of "Dune"
      And the customer's cart holds 1 copy of "Emma"
      When the customer looks at the cart
      Then the customer sees 5 copies of "Dune" in stock
      And the customer sees 3 copies of "Emma" in stock

  Rule: Copies that cannot be counted are never shown as in stock

    Scenario Outline: The cart shows no number of copies although <fault>
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      And <fault>
      When the customer looks at the cart
      Then the customer sees that "Dune" cannot be counted right now
      And the customer sees no number of copies of "Dune"

      Examples:
        | fault                                                         | why                         |
        | the inventory service is down                                 | no connection is possible   |
        | the request to read the availability is lost                     | inventory was not asked     |
        | the answer to the request to read the availability is lost       | inventory has answered      |
        | the answer to the request to read the availability takes 10 seconds | the time limit is over     |
