@cart_pricing @critical
Feature: Limited codes
  A discount code may be used so often, in all or by each customer. What came to nothing is no use.

  Rule: A canceled order gives its code back, unless the code counts canceled orders

    Scenario Outline: The customer comes back with a code that is for use <limit>
      Given the discount code "SPRING" takes $2.00 off, <limit>
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer has bought the cart with the code "SPRING"
      When the customer cancels the order
      Then the customer's order is canceled
      And the customer can use the code "SPRING"

      Examples: why: nothing was bought with it in the end
        | limit           | why                        |
        | once a customer | it is this customer's own  |
        | once in all     | nobody else has used it    |

    Scenario Outline: The customer has used up a code that is for use <limit>
      Given the discount code "SPRING" takes $2.00 off, <limit>, canceled orders included
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer has bought the cart with the code "SPRING"
      When the customer cancels the order
      Then the customer's order is canceled
      And the customer cannot use the code "SPRING", because <reason>

      Examples: why: the shop has said so in the terms of the code
        | limit           | reason             | why                       |
        | once a customer | it was used before | by this customer          |
        | once in all     | it is used up      | the one use there was     |

  Rule: Each customer has the uses of their own

    Scenario: Another customer uses a code that is for use once a customer
      Given the discount code "SPRING" takes $2.00 off, once a customer
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer has bought the cart with the code "SPRING"
      And another customer's cart holds 1 copy of "Dune"
      When another customer enters the code "SPRING"
      Then another customer is asked to pay $7.50
      And the customer cannot use the code "SPRING", because it was used before
