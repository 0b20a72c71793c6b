@access @critical
Feature: Belongings of others
  A stranger is signed in, and still a stranger: what others have in the shop does not exist for them.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later
    And the customer's cart holds 2 copies of "Dune"

  Rule: Another customer's cart does not exist for a stranger

    Scenario Outline: A stranger tries to <act>
      When a stranger tries to <act>
      Then the request is refused because <reason>
      And nothing of the shop has changed

      Examples: why: the number of a cart stands in addresses and histories
        | act                            | reason                             | why                     |
        | look at the cart               | there is no such cart              | it shows what is read   |
        | see how the cart stands        | there is no such cart              | it shows what is read   |
        | see what the cart costs        | there is no such cart              | it shows what is read   |
        | add a copy to the cart         | there is no such cart              | it changes the cart     |
        | change the number of copies    | there is no such cart              | it changes the cart     |
        | take the title out of the cart | there is no such cart              | it changes the cart     |
        | enter a discount code          | there is no such cart              | it changes the total    |
        | check the cart out             | there is no such cart to check out | it buys                 |

  Rule: Another customer's checkout, order and payment do not exist for a stranger

    Scenario Outline: A stranger does not get to <act>
      When a stranger tries to <act>
      Then the request is refused because <reason>
      And nothing of the shop has changed

      Examples: why: what somebody bought, and how, is nobody else's business
        | act                     | reason                    | why                             |
        | look at the checkout    | there is no such checkout | it shows the total              |
        | go on with the checkout | there is no such checkout | it buys                         |
        | look at the order       | there is no such order    | it shows the address            |
        | cancel the order        | there is no such order    | it moves money                  |
        | look at the payment     | it is not theirs to do    | not even one's own is shown     |
        | refund the payment      | it is not theirs to do    | it moves money                  |

    Scenario Outline: A guest with a cart of their own does not get to <act>
      When a guest with a cart of their own tries to <act> of the customer
      Then the request is refused because <reason>
      And nothing of the shop has changed

      Examples: why: a cart token opens one cart and what was bought with it
        | act                    | reason                    | why                   |
        | look at the cart       | there is no such cart     | another cart          |
        | add a copy to the cart | there is no such cart     | another cart          |
        | look at the checkout   | there is no such checkout | another cart's        |
        | look at the order      | there is no such order    | another cart's        |
        | cancel the order       | there is no such order    | another cart's        |
        | look at the payment    | it is not theirs to do    | nobody's but the staff's |
