@housekeeping @normal
Feature: Refusing impossible settings
  The staff is told at once when a price, a tax or a limit cannot be as it was typed.

  Background:
    Given the discount code "SPRING" takes 10% off
    And the customer's cart holds 1 copy of "Dune" at $9.50
    And the customer has bought the cart with the code "SPRING"

  Rule: A setting that no order could follow is refused

    Scenario Outline: The staff cannot <request>
      Given another customer's cart holds 1 copy of "Dune"
      And another customer has bought the cart with the code "SPRING"
      When a permitted caller tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                                    | reason                       | why                      |
        | set a price in half a coin                 | no coin is so small          | KWD 0.005 is not paid    |
        | set a sale price in half a coin            | no coin is so small          | nor on sale              |
        | set a sale price that ends when it begins  | a sale begins before it ends | nobody would ever pay it |
        | set a group price in half a coin           | no coin is so small          | nor by any group         |
        | tax a region that does not exist           | there is no such region      | no order would be taxed  |
        | allow a single use of the code             | the code was used more often | two orders have used it  |
        | offer a code that ends when it begins      | a code begins before it ends | nobody could ever use it |
        | offer a code with a minimum in no currency | a minimum needs a currency   | 2,000 of what            |
