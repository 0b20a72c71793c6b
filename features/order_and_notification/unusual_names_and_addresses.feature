@order_notification @normal
Feature: Unusual names and addresses
  Customers choose their name and mail address. Neither can change the mail of another customer.

  Rule: A mail arrives at every valid address

    Scenario Outline: The confirmation arrives at <address>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's mail address is <address>
      When the customer checks out
      Then the customer has one order of $9.50
      And the mail arrives at <mailbox>

      Examples:
        | address                          | mailbox                          | why                       |
        | ada+books@readers.example        | ada+books@readers.example        | a plus is allowed         |
        | "ada..lovelace"@readers.example  | ada..lovelace@readers.example    | in quotes dots may repeat |
        | o'hara@readers.example           | o'hara@readers.example           | an apostrophe             |
        | ada@bücher.example               | ada@xn--bcher-kva.example        | a domain with an umlaut   |
        | käthe@readers.example            | käthe@readers.example            | a name with an umlaut     |
        | augusta.ada.king.countess.of.lovelace.nee.byron.in.her@reading.room.of.the.analytical.engines.society.of.readers.example | augusta.ada.king.countess.of.lovelace.nee.byron.in.her@reading.room.of.the.analytical.engines.society.of.readers.example | 120 characters |

  Rule: Line breaks in names, titles and addresses add no header and no line to a mail

    Scenario: A name with a line break
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer is called "Ada⏎Bcc: eve@readers.example"
      When the customer checks out
      Then the mail says "Hello Ada Bcc: eve@readers.example,"
      And the mail has no other recipient

    Scenario: A title with a line break
      Given the customer's cart holds 1 copy of "Dune⏎⏎Grand total: $0.00" at $9.50
      When the customer checks out
      Then the customer gets one confirmation mail over $9.50
      And the mail has no other recipient

    Scenario: An address with a line break
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's mail address is ada@readers.example⏎Bcc:eve@readers.example
      When the customer checks out
      Then the customer is told that the submission is invalid
      And the bank has not been asked

  Rule: An address that no mail can reach is refused before anything is paid

    Scenario Outline: The address was pasted with <letter> at its end
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays with a wallet
      And the customer's mail address ends with <letter>
      When the customer checks out
      Then the customer is told that the submission is invalid
      And the bank has not been asked

      Examples:
        | letter             | why                    |
        | a zero-width space | copied from a web page |
        | a soft hyphen      | where a word may break |

    @planned
    Scenario: The domain of the address takes no mail
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's mail address is ada@takes-no-mail.example
      When the customer checks out
      Then the customer is asked for another mail address
      And the bank has not been asked
