@cart_inventory
Feature: Copies in a cart
  As a customer
  I want to know what I can have
  so that no order has to be taken back

  Scenario: Outside of every rule
    When the customer adds 2 copies to the cart
    Then the cart holds 2 copies

  Rule: A cart never holds more copies than are available
    What the warehouse has reserved for others is not available: the example of the brochure.

    Background:
      Given the warehouse has 4 copies of "Dune"

    @smoke @blocker
    Scenario: Two copies are accepted when four are available
      Given the warehouse has
        | title | copies |
        | Emma  | 1      |
        | Dune  | 4      |
      When the customer adds 2 copies to the cart
      Then the cart holds 2 copies

    Scenario: Five copies are cut to what is available
      When the customer adds 5 copies to the cart
      Then the cart holds 4 copies

    Scenario Outline: A number of copies is accepted
      When the customer adds <asked> copies to the cart
      Then the cart holds <held> copies

      Examples: numbers
        | asked | held | why                      |
        | 2     | 2    | fewer than are available |
        | 5     | 4    | more than are available  |

  @minor @allure.story:Old_carts
  Rule: A cart is remembered

    @allure.issue:BOOK-42
    Scenario: The cart is there the next day
      Given a note
        """
        The cart token is kept by the browser.
        """
      When the customer adds 2 copies to the cart
      Then the cart holds 2 copies

    Scenario: The cart is shown on another device
      When the customer signs in elsewhere
      Then the cart holds 2 copies

    @planned
    Scenario: The cart is shared with a friend
      When the customer adds 2 copies to the cart
