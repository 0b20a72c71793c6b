@checkout_pricing @critical
Feature: Customers exempt from tax
  A library or a reseller with a certificate pays no tax that is added to prices.

  Rule: Who is exempt pays the prices alone

    Background:
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer's cart holds 2 copies of "Dune" at $10.00

    Scenario: The customer is exempt
      Given the customer is exempt from tax
      When the customer checks out
      Then the customer has one order of $20.00
      And the card has been charged $20.00 once
      And the mail does not mention "Tax" or "Discount"

    Scenario: The exemption ends after the customer has seen the total
      Given the customer is exempt from tax
      And the customer has seen a total of $20.00
      And the customer is no longer exempt from tax
      When the customer checks out
      Then the customer is told that the total is $22.00 now
      And the bank has not been asked

    Scenario: The customer becomes exempt after having seen the total
      Given the customer has seen a total of $22.00
      And the customer is exempt from tax
      When the customer checks out
      Then the customer has one order of $20.00

    Scenario: Another customer's exemption is no one else's
      Given another customer is exempt from tax
      When the customer checks out
      Then the customer has one order of $22.00

  Rule: Prices that include tax are the same for everybody

    Scenario: The exempt customer lives where prices include tax
      Given the prices in Germany include 7% tax
      And the customer lives in Germany
      And the customer's cart holds 1 copy of "Dune" at €10.70
      And the customer is exempt from tax
      When the customer checks out
      Then the customer has one order of €10.70
      And the mail says "Tax included: €0.70"
