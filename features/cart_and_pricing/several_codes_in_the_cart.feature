@cart_pricing @normal
Feature: Several codes in the cart
  The customer enters codes and takes them out again, one by one.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $10.00
    And the discount code "TENTH" takes 10% off
    And the discount code "TWO" takes $2.00 off

  Rule: A code counts once, until it is taken out

    Scenario: The same code is entered again
      Given the customer has entered the codes "TWO" and "TENTH"
      When the customer enters the code "TWO"
      Then the customer's cart has the codes "TWO" and "TENTH"
      And the customer is asked to pay $16.00

    Scenario: One of two codes is taken out
      Given the customer has entered the codes "TWO" and "TENTH"
      When the customer takes the code "TENTH" out of the cart
      Then the customer's cart has the code "TWO"
      And the customer is asked to pay $18.00

    Scenario: A code that does not apply stays beside one that does
      Given the customer has entered the code "TENTH"
      When the customer enters the code "SUMMER"
      Then the customer sees that the code "SUMMER" does not apply, because it is not known
      And the customer is asked to pay $18.00

  Rule: A cart has room for five codes

    Scenario: A sixth code is refused
      Given the customer has entered the codes "A", "B", "C", "D" and "TENTH"
      When the customer tries to enter a discount code
      Then the request is refused because the cart has five discount codes
      And no data of the shop has changed

    Scenario: At the sign-in the guest's codes come after the customer's, as far as there is room
      Given the customer has entered the codes "A", "B", "C", "D" and "TENTH"
      And a guest's cart holds 1 copy of "Dune" at $10.00 with the code "SPRING"
      When the guest signs in as the customer
      Then the customer is told that the guest's code "SPRING" is left out
      And the customer is asked to pay $27.00
