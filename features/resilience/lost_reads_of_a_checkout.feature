@resilience @critical
Feature: Lost reads of a checkout
  The customer waits for these reads. Without an answer the customer is asked to try again.

  Rule: Without an answer of inventory the cart stays as it is

    Scenario Outline: The cart stays as it was although <fault>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And <fault>
      When the customer adds 2 copies of "Dune"
      Then the customer is asked to try again later
      And the customer's cart holds 1 copy of "Dune"

      Examples:
        | fault                                                                 | why                        |
        | the availability from cart to inventory is reset                      | inventory was not asked    |
        | the availability from cart to inventory gets no answer                | the customer must not wait |
        | the answer to the availability from cart to inventory is lost         | the answer did not arrive  |
        | the answer to the availability from cart to inventory has no "titles" | the answer has no titles   |
        | the connections from cart to inventory are refused                    | inventory is down          |

  Rule: Without an answer of pricing the cart shows no total

    Scenario Outline: The total is shown on the next look although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <fault>
      When the customer looks at the total, retrying until it is answered
      Then the customer sees a total of $19.00

      Examples:
        | fault                                                                  | why                       |
        | the quote from cart to pricing is reset                                | pricing was not asked     |
        | the answer to the quote from cart to pricing is lost                   | the answer did not arrive |
        | the answer to the quote from cart to pricing is half a document        | it cannot be read         |
        | the answer to the quote from cart to pricing has a wrong "grand_total" | an amount is a number     |

  Rule: A checkout that cannot read the cart makes no further call

    Scenario Outline: The bank is not asked although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer is asked to try again later
      And the bank has not been asked
      And 5 copies of "Dune" are left

      Examples:
        | fault                                                | why                       |
        | the look from checkout to cart is reset              | the cart was not asked    |
        | the answer to the look from checkout to cart is lost | the answer did not arrive |

    Scenario: The same submission succeeds when the cart can be read again
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the first 2 looks from checkout to cart answer 503
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

  Rule: A payment that the customer has confirmed is read until its state is known

    Scenario Outline: The customer who comes back has the order although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And <fault>
      When the customer confirms the payment and comes back
      Then the customer's checkout ends with one order of $19.00

      Examples:
        | fault                                                                  | why                       |
        | the inquiry from checkout to payments is reset                         | payments was not asked    |
        | the answer to the inquiry from checkout to payments is lost            | the answer did not arrive |
        | the look from payments to gateway is reset                             | the gateway was not asked |
        | the answer to the look from payments to gateway is lost                | the answer did not arrive |
        | the look at the refunds from payments to gateway is reset              | the gateway was not asked |
        | the answer to the look at the refunds from payments to gateway is lost | the answer did not arrive |
