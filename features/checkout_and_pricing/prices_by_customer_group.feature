@checkout_pricing @critical
Feature: Prices by customer group
  A title may cost less for a group of customers. What counts is the group at the moment of the checkout.

  Rule: The members of a group pay its price, and nobody else does

    Scenario: A student buys at the price for students
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And "Dune" costs $7.00 for the students
      And the customer is one of the students
      When the customer checks out
      Then the customer has one order of $14.00
      And the card has been charged $14.00 once
      And the customer gets one confirmation mail over $14.00

    Scenario: A teacher does not pay the price for students
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And "Dune" costs $7.00 for the students
      And another customer is one of the students
      And the customer is one of the teachers
      When the customer checks out
      Then the customer has one order of $19.00

    Scenario Outline: The lowest price counts, and the students' is <price>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And "Dune" costs <price> for the students
      And "Dune" is on sale for $8.00, and the sale ends in 2 hours
      And the customer is one of the students
      When the customer checks out
      Then the customer has one order of <total>

      Examples:
        | price  | total | why                          |
        | $7.00  | $7.00 | it is below the sale         |
        | $9.00  | $8.00 | the sale is for everybody    |
        | $12.00 | $8.00 | no group pays more than others |
        | €7.00  | $8.00 | it is no price in dollars    |

    Scenario: A guest who signs in as a student pays less from then on
      Given a guest's cart holds 1 copy of "Dune" at $9.50
      And "Dune" costs $7.00 for the students
      And the customer is one of the students
      When the guest signs in as the customer
      Then the customer is asked to pay $7.00

  Rule: Who has left the group pays what everybody pays, and is asked first

    Scenario: The customer leaves the group after having seen the total
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And "Dune" costs $7.00 for the students
      And the customer is one of the students
      And the customer has seen a total of $14.00
      And the customer is no longer one of the students
      When the customer checks out
      Then the customer is told that the total is $19.00 now

    Scenario: The customer joins the group after having seen the total
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And "Dune" costs $7.00 for the students
      And the customer has seen a total of $19.00
      And the customer is one of the students
      When the customer checks out
      Then the customer has one order of $14.00
