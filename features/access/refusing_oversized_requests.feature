@access @normal
Feature: Refusing oversized requests
  No legitimate request is larger than 64 kilobytes. A larger one would only cost memory and time.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later
    And the customer's cart holds 2 copies of "Dune"

  Rule: A request of more than 64 kilobytes is refused from every caller

    Scenario Outline: A request to <request> with 70 kilobytes is refused
      When the request to <request> has 70 kilobytes
      Then the request is refused because it is too large
      And no data of the shop has changed

      Examples:
        | request                 | why                     |
        | add a copy to the cart  | a customer, at the cart |
        | check out the cart      | a customer, to buy      |
        | receive copies          | the staff               |
        | set the price           | the staff               |
        | refund the order        | the staff               |
        | authorize a payment     | a service               |
        | announce a cancellation | a service               |
        | deliver a webhook       | the gateway             |

    Scenario Outline: A request to <request> that declares no length is refused after 64 kilobytes
      When the request to <request> has 500 kilobytes and declares no length
      Then the request is refused because it is too large
      And no data of the shop has changed

      Examples:
        | request                 | why                     |
        | add a copy to the cart  | a customer, at the cart |
        | check out the cart      | a customer, to buy      |
        | receive copies          | the staff               |
        | set the price           | the staff               |
        | refund the order        | the staff               |
        | authorize a payment     | a service               |
        | announce a cancellation | a service               |
        | deliver a webhook       | the gateway             |
