@resilience @blocker
Feature: Lost calls of transfers
  A transfer pays once and is never lost, whichever call about it does not arrive or is not answered.

  Rule: A checkout in advance goes on after a lost call, and asks once for the transfer

    Scenario Outline: In a checkout in advance <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays in advance
      And <fault>
      When the customer checks out
      Then the customer's order of $19.00 is waiting for a transfer
      And the customer is asked by mail to transfer $19.00
      And 2 of 5 copies of "Dune" are reserved

      Examples:
        | fault                                                             | why                           |
        | the expected transfer from checkout to payments is reset          | it is requested again         |
        | the answer to the expected transfer from checkout to payments is lost | the reference stays the same  |
        | the acceptance from checkout to orders is reset                   | the customer must be asked    |
        | the answer to the acceptance from checkout to orders is lost      | the customer is asked once    |

  Rule: A transfer that was booked pays its order once

    Scenario Outline: After a transfer <fault>
      Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance
      And <fault>
      When the customer transfers $19.00
      Then the customer's order of $19.00 is paid
      And nothing has to be sent back
      And 3 copies of "Dune" are left

      Examples:
        | fault                                                               | why                             |
        | the transfer notice from payments to orders is reset                | orders must learn of the money  |
        | the answer to the transfer notice from payments to orders is lost   | the order is paid once          |
        | the transfer notice from payments to orders arrives twice at once   | the order is paid once          |
        | the confirmation from orders to inventory is reset                  | the copies must be sold         |
        | the answer to the confirmation from orders to inventory is lost     | the copies are sold once        |
        | the confirmation from orders to inventory arrives twice at once     | the copies are sold once        |

  Rule: A report of the bank that is repeated is booked once

    Scenario Outline: While the bank reports a transfer <fault>
      Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance
      And <fault>
      When the customer transfers $19.00, which the bank reports until it is answered
      Then the customer's order of $19.00 is paid
      And nothing has to be sent back

      Examples:
        | fault                                                 | why                            |
        | the transfer from staff to payments is reset          | the money is there             |
        | the answer to the transfer from staff to payments is lost | the same report comes again    |
