@order_inventory @critical
Feature: Reserving copies once
  Copies are reserved before the bank is asked. A repeated request reserves no second copy.

  Rule: Copies are reserved once, also when a request or its answer is lost

    Scenario Outline: The last copies are sold although <fault>
      Given the customer's cart holds 2 of the shop's 2 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And no copies of "Dune" are left

      Examples:
        | fault                                                   | why                       |
        | the request to reserve the copies is lost             | no copy is reserved yet   |
        | the answer to the request to reserve the copies is lost | they are reserved already |
        | inventory commits, but the acknowledgement of the commit is lost | they are reserved already |

  Rule: Copies of a canceled order are restocked once

    Scenario Outline: The copies are restocked once although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And <fault>
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" are left

      Examples:
        | fault                                                   | why                   |
        | the request to restock the copies is lost           | not restocked yet     |
        | the answer to the request to restock the copies is lost | restocked already    |
