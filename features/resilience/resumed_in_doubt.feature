@resilience @critical
Feature: Resumed in doubt
  Who resumes a checkout does not know whether the last request of the dead process was carried out.

  Rule: What may have been done is undone where the checkout cannot go on

    Scenario Outline: <callee> cannot be reached any more after <call>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when <call> was done
      And the connections from checkout to <callee> are refused
      And the checkout has come back
      And the customer has submitted the same checkout again
      When the connections from checkout to <callee> are no longer refused
      Then 5 copies of "Dune" are left

      Examples:
        | callee    | call                                        | why                     |
        | inventory | the reservation from checkout to inventory  | the copies are reserved |
        | payments  | the authorization from checkout to payments | the amount is held      |
