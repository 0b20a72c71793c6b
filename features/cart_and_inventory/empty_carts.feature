@cart_inventory @normal
Feature: Empty carts
  Nothing is bought with an empty cart, and the customer is told so.

  Background:
    Given the customer's cart holds 1 copy of "Dune" at $9.50
    And the customer has removed "Dune" from the cart

  Rule: A cart without copies is not checked out

    Scenario Outline: The customer <acts>
      When the customer <acts>
      Then the customer is told that the cart is empty
      And the bank has not been asked

      Examples: why: there is nothing to pay
        | acts               | why                     |
        | looks at the total | before the checkout     |
        | checks out from two tabs at the same moment | both were old |
        | checks out         | the page was an old one |

    Scenario: The browser submits the empty cart without looking at the total
      When the customer tries to check out the cart
      Then the request is refused because the cart is empty
      And no data of the shop has changed
