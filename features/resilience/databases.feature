@resilience @blocker
Feature: Databases
  A service that loses its database in the middle of its work has done all of it or nothing.

  Rule: Work whose connection is cut before it is stored is not done, and is done again

    Scenario Outline: The connection of <service> is cut before it has stored <what>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the connection of <service> to postgres is cut when it stores its work
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples: why: nothing is stored by halves
        | service       | what             | why                                        |
        | checkout      | the checkout     | nothing has begun: the customer asks again |
        | inventory     | the reservation  | the checkout asks again                    |
        | pricing       | the quote        | the checkout asks again                    |
        | payments      | the payment      | the gateway has not been asked             |
        | orders        | the order        | the money is held, the checkout asks again |
        | cart          | that it is closed | the order stands, the checkout asks again |
        | notifications | the mail         | the order tells it again                   |

  Rule: A commit that is done and not acknowledged is found done, and is not done again

    Scenario Outline: The commit of <service> is done, and <service> does not learn of it
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the commit of <service> is done and not acknowledged
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples: why: what is stored twice is sold or charged twice
        | service       | why                                                       |
        | checkout      | the customer was asked to try again; the checkout goes on |
        | inventory     | the copies are reserved already                           |
        | pricing       | the price is bound already                                |
        | payments      | the payment is stored, and nobody has asked the gateway   |
        | orders        | the order is there already                                |
        | cart          | the cart is closed already                                |
        | notifications | the mail is queued already                                |

  Rule: A checkout that is taken up goes on, whether or not whoever took it up has learned of it

    Scenario: The customer stays away
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a wallet whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the commit with which the checkout is taken up is done and not acknowledged
      When the customer confirms the payment and never comes back
      Then the customer has one order of $19.00
      And the wallet has been charged $19.00 once

    Scenario: The customer comes back, once
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a wallet whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the commit with which the checkout is taken up for its customer is done and not acknowledged
      When the customer confirms the payment and comes back
      Then the customer's checkout ends with one order of $19.00
      And the wallet has been charged $19.00 once
