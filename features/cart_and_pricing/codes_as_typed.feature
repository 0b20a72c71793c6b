@cart_pricing @normal
Feature: Codes as typed
  A customer types a discount code from an advertisement, or copies it from a page.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: A discount code is read in any case, and without the blanks around it

    Scenario Outline: The customer types the code <typed>
      Given the discount code "SPRING" takes $2.00 off, once a customer
      When the customer enters the code "SPRING" <typed>
      Then the customer is asked to pay $17.00

      Examples:
        | typed            | why                              |
        | in small letters | a telephone writes small letters |
        | between blanks   | blanks are copied with a code    |

    Scenario: The customer checks out with the code in small letters
      Given the discount code "SPRING" takes $2.00 off, once a customer
      And the customer has entered the code "SPRING" in small letters
      When the customer checks out
      Then the customer has one order of $17.00

    Scenario: The customer types a code again that is in the cart
      Given the discount code "SPRING" takes $2.00 off, once a customer
      And the customer has entered the code "SPRING"
      When the customer enters the code "SPRING" in small letters
      Then the customer's cart has the code "SPRING"
      And the customer is asked to pay $17.00

  Rule: The staff may type a code in small letters, too

    Scenario: The staff offers the code in small letters
      Given the staff has offered the discount code "SPRING" in small letters, which takes $2.00 off
      When the customer enters the code "SPRING"
      Then the customer is asked to pay $17.00

    Scenario: The staff withdraws the code in small letters
      Given the discount code "SPRING" takes $2.00 off, once a customer
      And the staff has withdrawn the code "SPRING" in small letters
      When the customer enters the code "SPRING"
      Then the customer is asked to pay $19.00
