@customer_order @critical
Feature: Accounts with one mail address
  An account is known by its id. A mail address is where mails go, and opens nothing.

  Rule: The orders of an account are in no other account, whatever its mail address is

    Scenario Outline: Another account has <address>
      Given the customer has bought 1 copy of "Dune" at $9.50
      And another customer's account has <address>
      When another customer reads the order history
      Then another customer has seen no orders

      Examples:
        | address                                       | why               |
        | the mail address of the customer              | the same letters  |
        | the mail address of the customer, in capitals | the same mailbox  |

    Scenario: The two accounts buy, one after the other
      Given another customer's account has the mail address of the customer, in capitals
      And the customer has bought 1 copy of "Dune" at $9.50
      And another customer has bought 1 copy of "Dune"
      When another customer reads the order history
      Then another customer has seen the first 1 orders, each once, the newest first

    Scenario: The customer signs in with the mail address in capitals
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer's account has the mail address of the customer, in capitals
      When the customer reads the order history
      Then the customer has seen the first 1 orders, each once, the newest first

  Rule: An order of a guest is in no account, although it has its mail address

    Scenario: The guest has written the mail address of the customer
      Given the guest has the mail address of the customer
      And the guest has bought 1 copy of "Dune" at $9.50
      When the customer reads the order history
      Then the customer has seen no orders

    Scenario: The customer looks for the order by its number
      Given the guest has the mail address of the customer
      And the guest has bought 1 copy of "Dune" at $9.50
      When the customer looks for the guest's order
      Then the customer is told that there is no such order
