@payment_order @critical
Feature: Transfers that do not fit
  What a customer transfers is never lost: what pays for no order goes back.

  Background:
    Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance

  Rule: What is more than the order costs goes back

    Scenario: The customer transfers too much
      When the customer transfers $20.50
      Then the customer's order of $19.00 is paid
      And $1.50 has to be sent back, since it was too much

    Scenario: The customer pays twice
      Given the customer has transferred $19.00
      When the customer transfers $19.00
      Then the customer's order of $19.00 is paid
      And $19.00 has to be sent back, since the order was paid already

  Rule: What comes after the deadline goes back, and no order is revived by it

    Scenario: The transfer is booked half a day late, while the order still waits for the statement
      Given 180 hours have passed
      When the customer transfers $19.00
      Then $19.00 has to be sent back, since it came too late
      And the customer's order of $19.00 is waiting for a transfer

    Scenario: The transfer is booked two days late, when the order is canceled
      Given 9 days have passed
      And the customer has been told by mail that the order was not paid in time
      When the customer transfers $19.00
      Then $19.00 has to be sent back, since it was for a canceled order
      And the customer's order of $19.00 is canceled

  Rule: A transfer pays for the order that its reference names

    Scenario Outline: The reference is written <written>
      When the customer transfers $19.00 with the reference <written>
      Then the customer's order of $19.00 is <state>

      Examples:
        | written            | state                  | why                           |
        | in small letters   | paid                   | letters are read in any case  |
        | in groups of four  | paid                   | as paper prints it            |
        | with a wrong digit | waiting for a transfer | the check digits do not fit   |
        | cut off            | waiting for a transfer | a part of it names no order   |
        | of no order        | waiting for a transfer | nobody has such a reference   |
        | left out           | waiting for a transfer | it cannot be told whose it is |

    Scenario: Money in another currency pays for nothing
      When the customer transfers €19.00
      Then €19.00 has to be sent back, since it is in another currency
      And the customer's order of $19.00 is waiting for a transfer
