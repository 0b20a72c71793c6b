@resilience @critical
Feature: Rolling deploys
  The new version is called while the old one ends in an orderly way. The versions here are one code with other
  settings: what is shown is that they share their work, not that every change of the code would.

  Rule: What the old version has begun is finished, by it or by the new one

    Scenario Outline: A new version of <service> takes over at <call>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And a new version of <service> takes over at <call>, <moment>
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples: why: a checkout is open at that moment
        | service  | call                                        | moment                 | why                           |
        | checkout | the reservation from checkout to inventory  | after its work is done | the old one answers           |
        | checkout | the capture from checkout to payments       | before it leaves       | the old one answers           |
        | payments | the authorization from payments to gateway  | after its work is done | the old one holds the answer  |
        | orders   | the order from checkout to orders           | after its work is done | the old one relays no more    |

  Rule: A checkout that waits for its customer goes on in the new version

    Scenario: The customer comes back from the bank after a deploy
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And a new version of checkout has taken over
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00
      And 3 copies of "Dune" are left
