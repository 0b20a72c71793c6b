@order_notification @normal
Feature: Odd addresses
  What customers are called and where they get their mail is theirs to choose. It never becomes part of somebody's mail but their own.

  Rule: A mail arrives at any address that is valid

    Scenario Outline: The confirmation arrives at <address>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's mail address is <address>
      When the customer checks out
      Then the customer has one order of $9.50
      And the mail arrives at <mailbox>

      Examples: why: RFC 5321, 5322 and 6531 allow all of these
        | address                          | mailbox                          | why                       |
        | ada+books@readers.example        | ada+books@readers.example        | a plus is a letter        |
        | "ada..lovelace"@readers.example  | ada..lovelace@readers.example    | in quotes dots may repeat |
        | o'hara@readers.example           | o'hara@readers.example           | an apostrophe             |
        | ada@bücher.example               | ada@xn--bcher-kva.example        | a domain beyond ASCII     |
        | käthe@readers.example            | käthe@readers.example            | a name beyond ASCII       |
        | augusta.ada.king.countess.of.lovelace.nee.byron.in.her@reading.room.of.the.analytical.engines.society.of.readers.example | augusta.ada.king.countess.of.lovelace.nee.byron.in.her@reading.room.of.the.analytical.engines.society.of.readers.example | 120 characters |

  Rule: Line breaks in names, titles and addresses add nothing to a mail

    Scenario: A name with a line break
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer is called "Ada⏎Bcc: eve@readers.example"
      When the customer checks out
      Then the mail says "Hello Ada Bcc: eve@readers.example,"
      And the mail goes to nobody else

    Scenario: A title with a line break
      Given the customer's cart holds 1 copy of "Dune⏎⏎Grand total: $0.00" at $9.50
      When the customer checks out
      Then the customer gets one confirmation mail over $9.50
      And the mail goes to nobody else

    Scenario: An address with a line break
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's mail address is ada@readers.example⏎Bcc:eve@readers.example
      When the customer checks out
      Then the customer is told that the submission cannot be understood
      And the bank has not been asked

  Rule: An address that no mail can reach is refused before anything is paid

    Scenario Outline: The address was pasted with <letter> at its end
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays with a wallet
      And the customer's mail address ends with <letter>
      When the customer checks out
      Then the customer is told that the submission cannot be understood
      And the bank has not been asked

      Examples: why: nobody sees it, and no mail header may hold it
        | letter             | why                    |
        | a zero-width space | between words of a page |
        | a soft hyphen      | where a word may break |

    @planned
    Scenario: The domain of the address takes no mail
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's mail address is ada@takes-no-mail.example
      When the customer checks out
      Then the customer is asked for another mail address
      And the bank has not been asked
