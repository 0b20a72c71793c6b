@resilience @critical
Feature: Undone after lost answers
  A request whose answer is lost each time may have been carried out. The checkout ends, and undoes it.

  Rule: What was done is undone, although no answer said so

    Scenario Outline: <done>, and every answer is lost
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the answer to every <request> is lost
      When the customer checks out
      Then 5 copies of "Dune" are left
      And another customer can use the code "SPRING"

      Examples:
        | done                    | request                                 | why                          |
        | The copies are reserved | reservation from checkout to inventory  | they can be sold again       |
        | The code is redeemed    | binding quote from checkout to pricing  | it was for use once          |
        | The order is placed     | order from checkout to orders           | nobody pays for it           |
        | The amount is held      | authorization from checkout to payments | the customer needs the money |
