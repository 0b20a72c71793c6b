@resilience @critical
Feature: Retries of customers and staff
  A browser retries a request without an answer with the same idempotency key. The work is done once.

  Rule: A request that a customer retries is carried out once

    Scenario Outline: Copies are added to the cart although <fault>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And <fault>
      When the customer adds 2 copies of "Dune", retrying until it is answered
      Then the customer's cart holds 3 copies of "Dune"

      Examples:
        | fault                                                    | why           |
        | the addition from customer to cart is reset              | not added     |
        | the answer to the addition from customer to cart is lost | added already |

    Scenario Outline: The cart is bought once although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples:
        | fault                                                             | why                          |
        | the submission from customer to checkout is reset                 | not begun                    |
        | the answer to the submission from customer to checkout is lost    | bought already               |
        | the answer to the submission from customer to checkout is cut off | half an answer is no answer  |
        | the submission from customer to checkout arrives twice at once    | one of them is refused       |
        | the card from customer to gateway is reset                        | no token for the card yet    |
        | the answer to the card from customer to gateway is lost           | the first token stays unused |

    Scenario Outline: The order is canceled once although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And <fault>
      When the customer cancels the order, retrying until it is answered
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left

      Examples:
        | fault                                                          | why              |
        | the cancellation from customer to orders is reset              | not canceled     |
        | the answer to the cancellation from customer to orders is lost | canceled already |

  Rule: A request that the staff retries is carried out once

    Scenario Outline: A delivery is booked once although <fault>
      Given the shop has 5 copies of "Dune" at $9.50
      And <fault>
      When the warehouse receives 3 copies of "Dune", retrying until it is answered
      Then 8 copies of "Dune" are left

      Examples:
        | fault                                                     | why            |
        | the receipt from staff to inventory is reset              | not booked     |
        | the answer to the receipt from staff to inventory is lost | booked already |

    Scenario Outline: A price is set although <fault>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And <fault>
      When the shop sets the price of "Dune" to $8.00, retrying until it is answered
      Then the customer is asked to pay $8.00

      Examples:
        | fault                                                 | why         |
        | the price from staff to pricing is reset              | not set     |
        | the answer to the price from staff to pricing is lost | set already |
