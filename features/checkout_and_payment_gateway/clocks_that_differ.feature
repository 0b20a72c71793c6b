@checkout_gateway @normal
Feature: Clocks that differ
  No two machines have the same time. Minutes must not cost anybody an order or money.

  Rule: A difference of less than five minutes changes nothing

    Scenario Outline: The customer's payment becomes an order although <difference>
      Given <difference>
      And the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer confirms the payment and never comes back
      Then the customer has one order of $19.00
      And the shop has taken all news

      Examples: why: only the gateway's news can tell the shop of the confirmation
        | difference                                | why                               |
        | the gateway's clock is 4 minutes ahead    | its news is signed in the future |
        | the gateway's clock is 4 minutes behind   | its news is signed in the past   |

    Scenario Outline: Nothing differs in the books although <difference>
      Given <difference>
      And the customer has bought 2 copies of "Dune" at $9.50
      And an hour has passed
      When the books are compared
      Then nothing is found
      And the card has been charged $19.00 once

      Examples: why: payments are compared by the time they were made
        | difference                                | why            |
        | the gateway's clock is 4 minutes ahead    | made later     |
        | the gateway's clock is 4 minutes behind   | made earlier   |

  Rule: News whose signature is too far off is not believed, and the customer is not lost for that

    Scenario: The gateway's clock is a quarter of an hour behind
      Given the gateway's clock is 15 minutes behind
      And the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And "webhook waiting" is known to be left at the end, because the clocks differ too much
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00
