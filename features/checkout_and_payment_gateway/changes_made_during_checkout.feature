@checkout_gateway @critical
Feature: Changes made during checkout
  A customer can change the cart in another tab while the bank waits. The checkout that runs stays as it is.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50
    And the customer pays with a card whose bank asks for confirmation
    And the discount code "SPRING" takes 10% off

  Rule: A code that is entered while a cart is being bought waits in the next cart

    Scenario: The customer enters a code in another tab
      Given the customer has been sent to the bank's page
      And the customer has entered the code "SPRING"
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00
      And the customer's next cart has the code "SPRING"

    Scenario: The customer enters another code beside the one that is being used
      Given the customer has entered the code "SPRING"
      And the customer has been sent to the bank's page
      And the customer has entered the code "GIFT"
      When the customer confirms the payment and comes back
      Then the customer has one order of $17.10
      And the customer's next cart has the code "GIFT"

    Scenario: The bank's check fails after a code was entered
      Given the customer has been sent to the bank's page
      And the customer has entered the code "SPRING"
      When the customer fails the bank's check and comes back
      Then the customer's cart has the code "SPRING"
      And the customer is asked to pay $17.10

  Rule: A title that is removed while it is being bought is bought as it was confirmed

    Scenario: The customer removes the title and the payment is confirmed
      Given the customer has been sent to the bank's page
      And the customer has removed "Dune" from the cart
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00 for 2 copies of "Dune"
      And the customer has no next cart

    Scenario: The customer removes a copy and the bank's check fails
      Given the customer has been sent to the bank's page
      And the customer's cart has been changed in a second tab to 1 copy of "Dune"
      When the customer fails the bank's check and comes back
      Then the customer's cart holds 1 copy of "Dune"
