@checkout_pricing @critical
Feature: Prices of gift cards
  A gift card costs what it holds, for everybody and at any time. It is taxed when it is spent.

  Background:
    Given "Card for readers" is a gift card

  Rule: Nothing is taken off a gift card

    Scenario: The members of a group pay less, and a sale lasts
      Given the customer's cart holds 1 copy of "Card for readers" at $25.00
      And "Card for readers" costs $20.00 for the students
      And the customer is one of the students
      And "Card for readers" is on sale for $15.00, and the sale ends in 2 hours
      When the customer checks out
      Then the customer has one order of $25.00
      And the confirmation mail has the code of 1 gift card of $25.00

    Scenario: A discount code takes its part of the other title alone
      Given the customer's cart holds 1 copy of "Dune" and "Card for readers" each at $20.00
      And the discount code "SPRING" takes 10% off
      And the customer has entered the code "SPRING"
      When the customer checks out
      Then the customer has one order of $38.00
      And the confirmation mail has the code of 1 gift card of $20.00

    Scenario: Without another title a discount code does not apply
      Given the customer's cart holds 1 copy of "Card for readers" at $20.00
      And the discount code "SPRING" takes 10% off
      And the customer has entered the code "SPRING"
      When the customer checks out
      Then the customer has one order of $20.00

  Rule: A gift card does not help to reach a total

    Scenario: The minimum of a code, and of free shipping, is more than the book costs
      Given shipping to the United States costs $4.00, and nothing from $30.00 on
      And the customer's cart holds 1 copy of "Dune" and "Card for readers" each at $20.00
      And the discount code "SPRING" takes 10% off, from $30.00 on
      And the customer has entered the code "SPRING"
      When the customer checks out
      Then the customer has one order of $44.00

  Rule: No tax is due on a gift card, whatever is bought beside it

    Scenario: Tax is added to the prices
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer's cart holds 1 copy of "Dune" and "Card for readers" each at $20.00
      When the customer checks out
      Then the customer has one order of $42.00
      And the mail says "Tax: $2.00"

    Scenario: Tax is included in the prices
      Given the prices in Germany include 7% tax
      And the customer lives in Germany
      And the customer's cart holds 1 copy of "Dune" and "Card for readers" each at €10.70
      When the customer checks out
      Then the customer has one order of €21.40
      And the mail says "Tax included: €0.70"
