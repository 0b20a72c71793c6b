@checkout_pricing @blocker
Feature: Cart changes in a second tab
  A customer may have the payment page open in one tab and change the cart in another.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer's cart holds 1 copy of "Emma" at $15.00
    And the customer has seen a total of $34.00

  Rule: A cart that was changed after the customer saw its total is not bought

    Scenario Outline: The second tab changes the cart to <copies>
      Given the customer's cart has been changed in a second tab to <copies>
      When the customer checks out
      Then the customer is told that the cart has been changed
      And the bank has not been asked
      And 5 copies of "Dune" are left

      Examples:
        | copies                                     | why                                   |
        | 3 copies of "Dune"                         | they would pay more                   |
        | 1 copy of "Dune"                           | they would pay less for fewer copies  |
        | 2 copies of "Emma" and no copies of "Dune" | they would pay less for other titles  |

  Rule: The customer is charged the confirmed total for the confirmed copies

    Scenario: The second tab adds a copy before the gateway has confirmed the hold
      Given a second tab will add 1 copy of "Emma" before the gateway has confirmed the hold
      When the customer checks out
      Then the customer has one order of $34.00 for 2 copies of "Dune" and 1 copy of "Emma"
      And the card has been charged $34.00 once
