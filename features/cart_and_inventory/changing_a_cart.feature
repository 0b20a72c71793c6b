@cart_inventory @normal
Feature: Changing a cart
  A cart can be changed until it is bought, and never beyond what the shop can sell.

  Rule: A cart that has been bought does not change any more

    Scenario Outline: The customer who has bought the cart cannot <request>
      Given the customer has bought 1 copy of "Dune" at $9.50
      When the customer tries to <request>
      Then the request is refused because the cart has been bought
      And no data of the shop has changed

      Examples:
        | request                        | why                       |
        | add a copy to the cart         | another tab is still open |
        | change the number of copies    | another tab is still open |
        | remove the title from the cart | another tab is still open |
        | enter a discount code          | it would change the total |
        | take the discount code out     | it would change the total |

  Rule: The number of copies of a title can be changed as far as the shop can sell them

    Scenario: More copies are asked for than are left
      Given the shop has 3 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      When the customer tries to change the number of copies
      Then the request is refused because not enough copies are left
      And no data of the shop has changed

    @policy_limits_copies
    Scenario: More copies are asked for than a cart holds
      Given the shop has 50 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      When the customer tries to have 11 copies in the cart
      Then the request is refused because a cart holds at most 10 copies of a title
      And no data of the shop has changed

    Scenario Outline: The cart holds 100 titles, and the customer cannot <request>
      Given the shop has 5 copies of "Emma" at $9.50
      And the customer's cart holds 1 copy each of 100 other titles
      When the customer tries to <request>
      Then the request is refused because the cart is full
      And no data of the shop has changed

      Examples:
        | request                     | why                |
        | add a copy to the cart      | one more title     |
        | change the number of copies | from none to five  |

    Scenario: The discount code is taken out of the cart
      Given the discount code "SPRING" takes 10% off
      And the customer's cart holds 2 copies of "Dune" at $10.00 with the code "SPRING"
      When the customer takes the code "SPRING" out of the cart
      Then the customer's cart costs $20.00

  @policy_repeats_additions
  Rule: An addition counts once under its idempotency key, and a key is one for all

    Scenario Outline: A copy is added under <key>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has added 3 copies of "Dune" under the key "one click"
      When the customer tries to add a copy to the cart under <key>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | key                 | reason                            | why                        |
        | the key "one click" | the key stands for another request | the first addition counts |
        | an empty key        | the key cannot be used            | it would name every intent |
