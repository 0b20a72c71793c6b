@order_notification @critical
Feature: Addresses without a mailbox
  A guest has nothing of the order but the mail, so an address must be one that a mail can be sent to.

  Rule: An address that no mail can be sent to is refused before the bank is asked

    Scenario Outline: The mail address is <address>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays with a wallet
      And the customer's mail address is <address>
      When the customer checks out
      Then the customer is told that the submission is invalid
      And the bank has not been asked

      Examples: why: RFC 5321 and 5322 allow none of these
        | address                   | why                            |
        | ada@readers..example      | a dot too many in the domain   |
        | ada..king@readers.example | a dot too many in the name     |
        | ada@readers.example.      | the end of a sentence          |
        | ada@-readers.example      | no domain begins with a hyphen |
        | ada@readers               | no domain of the internet      |
        | ada@readers_.example      | no letter of a domain          |
