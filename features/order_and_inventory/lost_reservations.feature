@order_inventory @critical
Feature: Lost reservations
  Copies are set aside before any money is asked for. A reservation that nobody knows of sells nothing twice.

  Rule: Copies are reserved once, whatever was lost on the way

    Scenario Outline: The last copies are sold although <mishap>
      Given the customer's cart holds 2 of the shop's 2 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And no copies of "Dune" are left

      Examples: why: with the last copies a second reservation would fail
        | mishap                                                  | why                       |
        | the request to reserve the copies gets lost             | none is reserved yet      |
        | the answer to the request to reserve the copies gets lost | they are reserved already |
        | inventory stores its work and does not learn of it | they are reserved already |

  Rule: Copies of a canceled order are on the shelf once

    Scenario Outline: The copies come back once although <mishap>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And <mishap>
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" are left

      Examples: why: copies that come back twice are oversold
        | mishap                                                  | why                   |
        | the request to take the copies back gets lost           | not on the shelf yet  |
        | the answer to the request to take the copies back gets lost | on the shelf already |
