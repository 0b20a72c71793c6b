@resilience @critical
Feature: Calls that only look
  Somebody waits for them. What cannot be seen is not guessed: they are asked to try again, and can.

  Rule: Without an answer of inventory a cart changes nothing and says so

    Scenario Outline: The cart stays as it was although <mishap>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And <mishap>
      When the customer adds 2 copies of "Dune"
      Then the customer is asked to try again later
      And the customer's cart holds 1 copy of "Dune"

      Examples: why: nobody knows how many copies are left
        | mishap                                                        | why                        |
        | the availability from cart to inventory is reset              | inventory was not asked    |
        | the availability from cart to inventory gets no answer        | the customer must not wait |
        | the answer to the availability from cart to inventory is lost | it was, and said so        |
        | the answer to the availability from cart to inventory has no "titles" | an answer to nothing |
        | the connections from cart to inventory are refused            | nobody is there            |

  Rule: Without an answer of pricing nobody sees a total that could be wrong

    Scenario Outline: The total is shown on the next look although <mishap>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <mishap>
      When the customer looks at the total, retrying until it is answered
      Then the customer sees a total of $19.00

      Examples: why: a price is never made up
        | mishap                                                | why                    |
        | the quote from cart to pricing is reset               | pricing was not asked  |
        | the answer to the quote from cart to pricing is lost  | it was, and said so    |
        | the answer to the quote from cart to pricing is half a document | nothing can be read |
        | the answer to the quote from cart to pricing has a wrong "grand_total" | text is no amount |

  Rule: A checkout that cannot see the cart begins nothing

    Scenario Outline: Nothing is asked of the bank although <mishap>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer is asked to try again later
      And the bank has not been asked
      And 5 copies of "Dune" are left

      Examples: why: what is to be bought is not known
        | mishap                                             | why                   |
        | the look from checkout to cart is reset            | the cart was not asked |
        | the answer to the look from checkout to cart is lost | it was, and said so |

    Scenario: The same submission is taken up once the cart can be seen
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the first 2 looks from checkout to cart answer 503
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
