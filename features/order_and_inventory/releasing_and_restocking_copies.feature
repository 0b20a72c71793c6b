@order_inventory @blocker
Feature: Releasing and restocking copies
  Copies of a failed checkout are released, and copies of a canceled order are restocked: each once.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A failed payment releases the reserved copies, once

    Scenario Outline: The copies are released once although <fault>
      Given the customer pays with a card that is declined as "generic decline"
      And <fault>
      When the customer checks out
      Then the card has not been charged
      And 5 copies of "Dune" are left

      Examples:
        | fault                                                    | why                    |
        | the request to release the copies is lost              | they are still reserved |
        | the answer to the request to release the copies is lost | they are released already |
        | the request to release the copies arrives twice          | the second changes nothing |

  Rule: The copies of a canceled order are restocked once, also after a refund

    Scenario Outline: The copies are restocked when the order is canceled and before that <event>
      Given the customer has bought the cart
      And <event>
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left

      Examples:
        | event                                      | why                            |
        | the confirmation mail has been sent        | the order is only paid         |
        | the staff has refunded $4.99 of the order  | a part is refunded             |
        | the staff has refunded $19.00 of the order | all of it is refunded          |
        | the staff has refunded 1 copy of "Dune"    | one copy is refunded           |
        | the customer has canceled the order        | the order is canceled already  |

    Scenario: The request to restock the copies arrives twice
      Given the customer has bought the cart
      And the request to restock the copies arrives twice
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" are left

  Rule: The copies of a canceled order are on the shelf already

    Scenario: A copy arrives after its order was canceled
      Given the customer has bought the cart
      And the customer has canceled the order
      When the warehouse reports that 1 copy of "Dune" of the order came back
      Then the warehouse is told that no copies of "Dune" can come back at most
      And 5 copies of "Dune" are left
