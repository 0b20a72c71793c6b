@resilience @critical
Feature: Calls of customers and staff
  A browser on a bad line repeats what brought no answer, under the same name. Nothing happens twice.

  Rule: What a customer repeats for want of an answer is done once

    Scenario Outline: Copies are added to the cart although <mishap>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And <mishap>
      When the customer adds 2 copies of "Dune", retrying until it is answered
      Then the customer's cart holds 3 copies of "Dune"

      Examples: why: an addition is not idempotent by itself
        | mishap                                                | why        |
        | the addition from customer to cart is reset           | not added  |
        | the answer to the addition from customer to cart is lost | added already |

    Scenario Outline: The cart is bought once although <mishap>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples: why: the double charge that everybody knows begins like this
        | mishap                                                            | why                           |
        | the submission from customer to checkout is reset                 | not begun                     |
        | the answer to the submission from customer to checkout is lost    | bought already                |
        | the answer to the submission from customer to checkout breaks off | half an answer is no answer   |
        | the submission from customer to checkout arrives twice at once    | one of them must lose         |
        | the card from customer to gateway is reset                        | no token for the card yet     |
        | the answer to the card from customer to gateway is lost           | a token that nobody will use  |

    Scenario Outline: The order is canceled once although <mishap>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And <mishap>
      When the customer cancels the order, retrying until it is answered
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left

      Examples: why: money and copies come back once
        | mishap                                                        | why              |
        | the cancellation from customer to orders is reset             | not canceled     |
        | the answer to the cancellation from customer to orders is lost | canceled already |

  Rule: What the staff repeats for want of an answer is done once

    Scenario Outline: A delivery is booked once although <mishap>
      Given the shop has 5 copies of "Dune" at $9.50
      And <mishap>
      When the warehouse receives 3 copies of "Dune", retrying until it is answered
      Then 8 copies of "Dune" are left

      Examples: why: copies that are booked twice are oversold
        | mishap                                                   | why            |
        | the receipt from staff to inventory is reset             | not booked     |
        | the answer to the receipt from staff to inventory is lost | booked already |

    Scenario Outline: A price is set although <mishap>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And <mishap>
      When the shop sets the price of "Dune" to $8.00, retrying until it is answered
      Then the customer is asked to pay $8.00

      Examples: why: a price is set, not changed
        | mishap                                                | why         |
        | the price from staff to pricing is reset              | not set     |
        | the answer to the price from staff to pricing is lost | set already |
