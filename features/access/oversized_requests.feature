@access @normal
Feature: Oversized requests
  Nothing that is said to the shop needs more than 64 kilobytes. Whoever sends more wants something else.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later
    And the customer's cart holds 2 copies of "Dune"

  Rule: A request of more than 64 kilobytes is refused, whoever sends it

    Scenario Outline: A request to <act> that is too large is refused
      When the request to <act> comes in 70 kilobytes
      Then the request is refused because it is too large
      And nothing of the shop has changed

      Examples: why: each service has the same limit
        | act                     | why                     |
        | add a copy to the cart  | a customer, at the cart |
        | check the cart out      | a customer, at the till |
        | receive copies          | the staff               |
        | set the price           | the staff               |
        | refund the order        | the staff               |
        | hold money              | a service               |
        | announce a cancellation | a service               |
        | tell of a payment       | the gateway             |

    Scenario Outline: A request to <act> that does not tell how large it is gets no further
      When the request to <act> comes in 500 kilobytes that were not announced
      Then the request is refused because it is too large
      And nothing of the shop has changed

      Examples: why: what is not announced is counted
        | act                     | why                     |
        | add a copy to the cart  | a customer, at the cart |
        | check the cart out      | a customer, at the till |
        | receive copies          | the staff               |
        | set the price           | the staff               |
        | refund the order        | the staff               |
        | hold money              | a service               |
        | announce a cancellation | a service               |
        | tell of a payment       | the gateway             |
