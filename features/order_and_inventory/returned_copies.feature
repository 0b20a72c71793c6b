@order_inventory @blocker
Feature: Returned copies
  What is not sold after all goes back on the shelf: every copy, and each of them once.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A payment that fails gives the reserved copies up, once

    Scenario Outline: The copies are back once although <mishap>
      Given the customer pays with a card that is declined as "generic decline"
      And <mishap>
      When the customer checks out
      Then the card has not been charged
      And 5 copies of "Dune" are left

      Examples: why: copies that come back twice are oversold
        | mishap                                                   | why                    |
        | the request to give the copies up gets lost              | they are still held    |
        | the answer to the request to give the copies up gets lost | they are back already |
        | the request to give the copies up arrives twice          | the second changes nothing |

  Rule: A canceled order gives its copies back, once, whatever was refunded before

    Scenario Outline: The copies come back when the order is canceled after <event>
      Given the customer has bought the cart
      And <event>
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has $19.00 back of $19.00
      And 5 copies of "Dune" are left

      Examples: why: refunds are about money, copies stay sold until the order is canceled
        | event                                      | why                            |
        | the confirmation mail has been sent        | paid, and nothing else         |
        | the staff has refunded $4.99 of the order  | some of the money is back      |
        | the staff has refunded $19.00 of the order | all of the money is back       |
        | the staff has refunded 1 copy of "Dune"    | the money of a copy is back    |
        | the customer has canceled the order        | everything is back already     |

    Scenario: The request to put the copies back is delivered twice
      Given the customer has bought the cart
      And the request to take the copies back arrives twice
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" are left

  Rule: The copies of a canceled order are on the shelf already

    Scenario: A copy arrives after its order was canceled
      Given the customer has bought the cart
      And the customer has canceled the order
      When the warehouse reports that 1 copy of "Dune" of the order came back
      Then the warehouse is told that these copies are not sold
      And 5 copies of "Dune" are left
