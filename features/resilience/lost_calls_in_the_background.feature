@resilience @critical
Feature: Lost calls in the background
  No person waits for these calls. They are retried until they are acknowledged, and work once.

  Rule: A confirmed payment becomes an order although the customer does not come back

    Scenario Outline: The customer who stays away has the order although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And <fault>
      When the customer confirms the payment and never comes back
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples:
        | fault                                                    | why                         |
        | the look from checkout to payments is reset              | payments has not been asked |
        | the answer to the look from checkout to payments is lost | payments has been asked     |

  Rule: An unpaid order that is canceled does not use up its discount code

    Scenario Outline: Another customer can use the code although <fault>
      Given the discount code "SPRING" takes $2.00 off, once in all, canceled orders included
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer's checkout was killed when it was about to request the charge
      And <fault>
      When 4 days pass
      Then the customer's order of $17.00 is canceled
      And another customer can use the code "SPRING"

      Examples:
        | fault                                                    | why                          |
        | the release from orders to pricing is reset              | the code is still used       |
        | the answer to the release from orders to pricing is lost | the code is released already |

  Rule: The staff sees which orders are disputed

    Scenario Outline: The order is marked for the staff although <fault>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When the gateway reports a dispute of the charge
      Then the order is marked for the staff

      Examples:
        | fault                                                  | why                         |
        | the flag from payments to orders is reset              | the order is not marked yet |
        | the answer to the flag from payments to orders is lost | the order is marked already |
