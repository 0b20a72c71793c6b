@resilience @blocker
Feature: Lost commits
  A service that loses its database in the middle of its work has done all of it or nothing.

  Rule: Work whose connection is cut before the commit is rolled back and repeated

    Scenario Outline: The connection from <service> is cut before the commit of <what>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the connection from <service> to postgres is cut before its commit
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples:
        | service       | what            | why                                     |
        | checkout      | the checkout    | nothing has begun: the customer retries |
        | inventory     | the reservation | the checkout retries                    |
        | pricing       | the quote       | the checkout retries                    |
        | payments      | the payment     | the gateway has not been asked          |
        | orders        | the order       | authorized: the checkout retries        |
        | cart          | the closed cart | the order is paid: the checkout retries |
        | notifications | the mail        | orders retries the event                |

  Rule: Work that is committed without an acknowledgement is found, and is not repeated

    Scenario Outline: The commit of <service> succeeds, but its acknowledgement is lost
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the commit of <service> succeeds, but its acknowledgement is lost
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples:
        | service       | why                                                       |
        | checkout      | the customer was asked to try again; the checkout goes on |
        | inventory     | the copies are reserved already                           |
        | pricing       | the price is bound already                                |
        | payments      | the payment is stored, and the gateway not asked          |
        | orders        | the order is there already                                |
        | cart          | the cart is closed already                                |
        | notifications | the mail is queued already                                |

  Rule: A takeover whose acknowledgement is lost does not stop the checkout

    Scenario: The customer stays away
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a wallet whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the commit of the takeover succeeds, but its acknowledgement is lost
      When the customer confirms the payment and never comes back
      Then the customer has one order of $19.00
      And the wallet has been charged $19.00 once

    Scenario: The customer comes back, once
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a wallet whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the commit of the takeover for the customer succeeds, but its acknowledgement is lost
      When the customer confirms the payment and comes back
      Then the customer's checkout ends with one order of $19.00
      And the wallet has been charged $19.00 once
