@resilience @blocker
Feature: Suspended instances
  An instance is suspended. Where its database session ends as well, another one takes its work over.

  Rule: An instance whose checkout was taken over does nothing more for it when it wakes up

    Scenario Outline: An instance of checkout is suspended at <call>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And one of two instances of checkout is suspended and cut off from its database at <call>, <moment>
      When the customer checks out once and does not retry
      Then within 4 seconds of the restart the order is made
      And the suspended instance of checkout goes on, and makes no call any more

      Examples:
        | call                                           | moment                 | why                             |
        | the reservation from checkout to inventory     | after its work is done | the copies are reserved         |
        | the authorization from checkout to payments    | after its work is done | the money is authorized         |
        | the order from checkout to orders              | after its work is done | the order is placed             |
        | the capture from checkout to payments          | after its work is done | the payment is captured         |
        | the payment notice from checkout to orders     | after its work is done | the customer is told            |
        | the closing from checkout to cart              | after its work is done | only the end is still to store  |

  Rule: An instance that is suspended with its locks has its payment to itself

    Scenario: The other instance of payments does not authorize the payment as well
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And one of two instances of payments is suspended at the authorization from payments to gateway, after its work is done, with its locks
      When the customer checks out
      Then the customer is asked to try again later
      And the suspended instance of payments goes on
      And the hold of $19.00 on the card has been released
      And 5 copies of "Dune" are left
