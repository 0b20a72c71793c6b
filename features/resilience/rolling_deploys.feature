@resilience @critical
Feature: Rolling deploys
  The new version gets all calls while the old one is stopped. The versions here are the same code with other
  settings: the scenarios show that both share their work, not that every change of the code can.

  Rule: Work of the old version is completed by the old or by the new version

    Scenario Outline: A new version of <service> takes over at <call>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And a new version of <service> takes over at <call>, <moment>
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples:
        | service  | call                                       | moment                 | why                          |
        | checkout | the reservation from checkout to inventory | after its work is done | the old one answers          |
        | checkout | the capture from checkout to payments      | before it leaves       | the old one answers          |
        | payments | the authorization from payments to gateway | after its work is done | the old one holds the answer |
        | orders   | the order from checkout to orders          | after its work is done | the old one stops its relay  |

  Rule: A checkout that waits for its customer continues in the new version

    Scenario: The customer comes back from the bank after a deploy
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And a new version of checkout has taken over
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00
      And 3 copies of "Dune" are left
