@customer_order @critical
Feature: Privacy of orders
  What somebody bought is nobody else's business.

  Rule: Another customer's order does not exist for a stranger

    @smoke
    Scenario: A stranger asks for the order by its number
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a stranger asks for the customer's order
      Then the stranger is told that there is no such order

    Scenario: Somebody who is not signed in asks for the order
      Given the customer has bought 1 copy of "Dune" at $9.50
      When somebody without credentials asks for the customer's order
      Then they are asked to sign in

    Scenario Outline: A token that does not hold opens nothing: <flaw>
      Given the customer has bought 1 copy of "Dune" at $9.50
      When somebody asks for the customer's order with a token that <flaw>
      Then they are asked to sign in

      Examples: why: each claim is checked for itself
        | flaw                       | why                          |
        | was forged                 | the signature must hold      |
        | has expired                | stolen tokens must die       |
        | is meant for another shop  | the audience must be ours    |

  Rule: Another customer's cart does not exist for a stranger

    Scenario: A stranger checks out the customer's cart
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      When a stranger checks out the customer's cart
      Then the stranger is told that there is no such cart
      And the customer's cart still holds 1 copy of "Dune"
