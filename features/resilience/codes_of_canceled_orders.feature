@resilience @critical
Feature: Codes of canceled orders
  A canceled order gives its discount code back, whatever happens to the call that says so.

  Background:
    Given the discount code "SPRING" takes $2.00 off, once in all
    And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has bought the cart with the code "SPRING"

  Rule: Pricing hears of the cancellation until it has understood, and gives the code back once

    Scenario Outline: The code can be used once more although <mishap>
      Given <mishap>
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $17.00 and refunded $17.00
      And another customer can use the code "SPRING"

      Examples: why: the order is canceled whatever becomes of its code
        | mishap                                                        | why                          |
        | the cancellation from orders to pricing is reset              | pricing has not heard of it  |
        | the cancellation from orders to pricing gets no answer        | nor that it waits            |
        | the cancellation from orders to pricing answers 503           | pricing is not well          |
        | the answer to the cancellation from orders to pricing is lost | it was given back already    |
        | the answer to the cancellation from orders to pricing is garbage | nobody knows             |
        | the cancellation from orders to pricing arrives twice at once | it must not count less than 0 |
