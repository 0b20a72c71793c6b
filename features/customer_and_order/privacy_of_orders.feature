@customer_order @critical
Feature: Privacy of orders
  An order is visible to its customer alone.

  Rule: Another customer's order does not exist for a stranger

    @smoke
    Scenario: A stranger asks for the order by its number
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a stranger asks for the customer's order
      Then the stranger is told that there is no such order

    @policy_hides_orders
    Scenario: A visitor who is not signed in asks for the order
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a visitor asks for the customer's order without signing in
      Then the visitor is asked to sign in

    Scenario Outline: The order is not shown for a token that <flaw>
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a visitor asks for the customer's order with a token that <flaw>
      Then the visitor is asked to sign in

      Examples:
        | flaw                       | why                          |
        | was forged                 | the signature must be valid  |
        | has expired                | stolen tokens must expire    |
        | is meant for another shop  | the audience must be ours    |
        | names no customer          | no order is without a buyer  |

    Scenario: A stranger sends the order to another address
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the shop is idle
      When a stranger sends the customer's order to another address
      Then the stranger is told that there is no such order
      And the order of the customer goes to the first address

  Rule: Another customer's cart does not exist for a stranger

    Scenario: A stranger checks out the customer's cart
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      When a stranger checks out the customer's cart
      Then the stranger is told that there is no such cart
      And the customer's cart holds 1 copy of "Dune"
