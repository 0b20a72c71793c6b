@customer_order @critical
Feature: Order history
  A customer sees what they have bought, and what became of it.

  Rule: The history has the state, the total and the refunds of each order of its customer

    @smoke
    Scenario: A part of the second of two orders was refunded
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has come back later
      And the customer has bought 2 copies of "Dune"
      And the staff has refunded $4.00 of the order
      When the customer reads the order history
      Then the earliest order of the customer is paid, and its total is $9.50
      And the latest order of the customer tells a refund of $4.00

    Scenario: The order was canceled
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has canceled the order
      When the customer reads the order history
      Then the latest order of the customer is canceled, and its total is $9.50

  Rule: Pages have each order once, whatever is bought between two of them

    Scenario Outline: The customer reads <count> orders in pages of <page>
      Given the customer has bought 1 copy of "Dune" at $9.50 on <count> visits
      When the customer reads the order history in pages of <page>
      Then the customer has seen the first <count> orders, each once, the newest first

      Examples:
        | count | page | why                        |
        | 3     | 2    | the last page is not full  |
        | 4     | 2    | the last page is full      |

    Scenario: The customer buys another copy after the first page
      Given the customer has bought 1 copy of "Dune" at $9.50 on 5 visits
      When the customer reads the order history in pages of 2, and buys 1 copy of "Dune" after the first
      Then the customer has seen the first 5 orders, each once, the newest first

    @load
    Scenario: The customer has bought more often than a page has orders
      Given the customer has bought 1 copy of "Dune" at $9.50 on 101 visits
      When the customer reads the order history
      Then the customer has seen the first 101 orders, each once, the newest first

  Rule: A page follows an order of the same customer

    Scenario: A stranger asks for what comes after the order of the customer
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a stranger asks for the orders before the last one of the customer
      Then the stranger is told that there is no such order
