@cart_pricing @critical
Feature: Codes once a person
  A person has a mail address, and sometimes an account, or two.

  Background:
    Given the discount code "SPRING" takes $2.00 off, once a customer
    And the shop has 5 copies of "Dune" at $9.50

  Rule: A code that is for use once a customer is used once by a mail address, with or without an account

    Scenario Outline: The customer comes again as a guest, with <address>
      Given the customer's cart holds 1 copy of "Dune"
      And the customer has bought the cart with the code "SPRING"
      And the guest has <address>
      And the guest's cart holds 1 copy of "Dune"
      And the guest has entered the code "SPRING"
      When the guest checks out
      Then the guest is told that the code "SPRING" does not apply, because it was used before

      Examples: why: mail servers do not tell them apart
        | address                                       | why               |
        | the mail address of the customer              | the same letters  |
        | the mail address of the customer, in capitals | the same mailbox  |

    Scenario: The guest comes again as a customer
      Given the guest has the mail address of the customer, in capitals
      And the guest's cart holds 1 copy of "Dune"
      And the guest has bought the cart with the code "SPRING"
      And the customer's cart holds 1 copy of "Dune"
      When the customer enters the code "SPRING"
      Then the customer is asked to pay $9.50
      And the customer sees that the code "SPRING" does not apply, because it was used before

    Scenario: Another account has the same mail address
      Given the customer's cart holds 1 copy of "Dune"
      And the customer has bought the cart with the code "SPRING"
      And another customer has the mail address of the customer
      And another customer's cart holds 1 copy of "Dune"
      And another customer has entered the code "SPRING"
      When another customer checks out
      Then another customer is told that the code "SPRING" does not apply, because it was used before

    Scenario: The customer comes again with another mail address
      Given the customer's cart holds 1 copy of "Dune"
      And the customer has bought the cart with the code "SPRING"
      And the customer has come back later
      And the customer's mail address is ada@elsewhere.example
      And the customer's cart holds 1 copy of "Dune"
      When the customer enters the code "SPRING"
      Then the customer sees that the code "SPRING" does not apply, because it was used before

    Scenario: The guest has the address of the account, and the customer had typed another one
      Given the guest has the mail address of the customer
      And the customer's mail address is gift@elsewhere.example
      And the customer's cart holds 1 copy of "Dune"
      And the customer has bought the cart with the code "SPRING"
      And the guest's cart holds 1 copy of "Dune" at $9.50 with the code "SPRING"
      When the guest checks out
      Then the guest is told that the code "SPRING" does not apply, because it was used before

  Rule: Another mail address is another person

    Scenario: A guest with an address of their own
      Given the customer's cart holds 1 copy of "Dune"
      And the customer has bought the cart with the code "SPRING"
      And the guest's cart holds 1 copy of "Dune"
      And the guest has entered the code "SPRING"
      When the guest checks out
      Then the guest has one order of $7.50
