@access @critical
Feature: Hiding data of other customers
  A stranger is signed in as another customer. The shop answers as if the customer's data did not exist.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later
    And the customer's cart holds 2 copies of "Dune"

  Rule: Another customer's cart does not exist for a stranger

    Scenario Outline: A stranger cannot <request>
      When a stranger tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                        | reason                             | why                     |
        | look at the cart               | there is no such cart              | it shows what is read   |
        | see the availability           | there is no such cart              | it shows what is read   |
        | see what the cart costs        | there is no such cart              | it shows what is read   |
        | add a copy to the cart         | there is no such cart              | it changes the cart     |
        | change the number of copies    | there is no such cart              | it changes the cart     |
        | remove the title from the cart | there is no such cart              | it changes the cart     |
        | enter a discount code          | there is no such cart              | it changes the total    |
        | check out the cart             | there is no such cart to check out | it buys                 |

  Rule: Another customer's checkout, order and payment do not exist for a stranger

    Scenario Outline: A stranger is refused to <request>
      When a stranger tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                 | reason                    | why                             |
        | look at the checkout    | there is no such checkout | it shows the total              |
        | continue the checkout   | there is no such checkout | it buys                         |
        | look at the order       | there is no such order    | it shows the address            |
        | cancel the order        | there is no such order    | it moves money                  |
        | look at the payment     | the caller lacks the permission | even the payer may not read it |
        | refund the payment      | the caller lacks the permission | it moves money             |

    Scenario Outline: A guest with another cart cannot <request> of the customer
      When a guest with another cart tries to <request> of the customer
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                | reason                    | why                   |
        | look at the cart       | there is no such cart     | another cart          |
        | add a copy to the cart | there is no such cart     | another cart          |
        | look at the checkout   | there is no such checkout | another cart's        |
        | look at the order      | there is no such order    | another cart's        |
        | cancel the order       | there is no such order    | another cart's        |
        | look at the payment    | the caller lacks the permission | only the staff may read it |
