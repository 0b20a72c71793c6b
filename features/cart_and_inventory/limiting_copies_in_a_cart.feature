@cart_inventory @normal
Feature: Limiting copies in a cart
  A cart accepts no more copies than the shop can sell, and names the limit.

  Rule: A cart accepts no more copies than are available, and the customer is told the number

    @smoke
    Scenario: More copies than are left are refused
      Given the shop has 3 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      When the customer adds 2 copies of "Dune"
      Then the customer is told that 3 copies of "Dune" are left
      And the customer's cart holds 2 copies of "Dune"

    Scenario: The same title is added copy by copy beyond the last one
      Given the shop has 2 copies of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Dune"
      And the customer's cart holds 1 copy of "Dune"
      When the customer adds 1 copy of "Dune"
      Then the customer is told that 2 copies of "Dune" are left
      And the customer's cart holds 2 copies of "Dune"

    Scenario: Every copy that is left can be added
      Given the shop has 3 copies of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Dune"
      When the customer adds 2 copies of "Dune"
      Then the customer's cart holds 3 copies of "Dune"

  @policy_limits_copies
  Rule: A cart holds at most 10 copies of a title

    Scenario Outline: <added> copies are too many beside the <held> in the cart
      Given the shop has 50 copies of "Dune" at $9.50
      And the customer's cart holds <held> copies of "Dune"
      When the customer adds <added> copies of "Dune"
      Then the customer is told that a cart holds at most 10 copies of a title
      And the customer's cart holds <held> copies of "Dune"

      Examples:
        | held | added | why                             |
        | 1    | 10    | at once                         |
        | 10   | 1     | one more than the most          |
        | 6    | 5     | both alone would have been fine |
        | 1    | 20000 | more than the shop has ever had |
        | 1    | 3000000000 | more than a database counts |
