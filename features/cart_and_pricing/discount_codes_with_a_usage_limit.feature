@cart_pricing @critical
Feature: Discount codes with a usage limit
  A discount code may be limited to a number of uses, in all or by each customer.

  Rule: A canceled order does not count as a use, unless the terms of the code say so

    Scenario Outline: The customer uses a code again that is for use <limit>
      Given the discount code "SPRING" takes $2.00 off, <limit>
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer has bought the cart with the code "SPRING"
      When the customer cancels the order
      Then the customer's order is canceled
      And the customer can use the code "SPRING"

      Examples:
        | limit           | why                        |
        | once a customer | it is this customer's own  |
        | once in all     | no other order has used it |

    Scenario Outline: The customer has used up a code that is for use <limit>
      Given the discount code "SPRING" takes $2.00 off, <limit>, canceled orders included
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer has bought the cart with the code "SPRING"
      When the customer cancels the order
      Then the customer's order is canceled
      And the customer cannot use the code "SPRING", because <reason>

      Examples:
        | limit           | reason             | why                       |
        | once a customer | it was used before | by this customer          |
        | once in all     | it is used up      | the one use there was     |

  Rule: A limit for each customer is counted by customer

    Scenario: Another customer uses a code that is for use once a customer
      Given the discount code "SPRING" takes $2.00 off, once a customer
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer has bought the cart with the code "SPRING"
      And another customer's cart holds 1 copy of "Dune"
      When another customer enters the code "SPRING"
      Then another customer is asked to pay $7.50
      And the customer cannot use the code "SPRING", because it was used before
