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

  Rule: A resumed checkout that failed unexpectedly in the background is resumed again

    Scenario Outline: The database fails as the resumed checkout is stored after <call>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when <call> was done
      And the connection from checkout to postgres is cut as the next step of a checkout is stored
      When the checkout comes back
      Then the checkout of the customer goes on after it could not be stored
      And the customer's order of $19.00 is paid
      And 3 copies of "Dune" are left

      Examples:
        | call                                       | why                     |
        | the reservation from checkout to inventory | the copies are reserved |
        | the capture from checkout to payments      | the card is charged     |
