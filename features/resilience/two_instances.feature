@resilience @blocker
Feature: Two instances
  Two instances of a service work on one database. Each piece of work is done by one of them, once.

  Rule: A cart is bought once, whether the first or the second instance is called

    Scenario Outline: The customer buys once while <service> runs in two instances
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <service> runs in two instances, called in turn
      And every webhook from gateway to payments arrives twice at once
      When the same checkout is submitted twice at the same moment
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And 3 copies of "Dune" are left

      Examples:
        | service       | why                                |
        | checkout      | the two clicks reach two instances |
        | payments      | each webhook reaches two instances |
        | orders        | two relays find the same event     |
        | notifications | two senders find the same mail     |

    Scenario: No call is made twice while the other instance looks for work
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And checkout runs in two instances, called in turn
      And the answer to the binding quote from checkout to pricing is late
      And the calls are recorded from now on
      When the customer checks out
      Then the customer has one order of $19.00
      And the calls and commits are those of "Killed in a card checkout"

    Scenario: Five customers click twice while checkout, payments and orders run in two instances
      Given the shop has 5 copies of "Dune" at $9.50
      And 5 customers each have 1 copy of "Dune" in the cart
      And checkout runs in two instances, called in turn
      And payments runs in two instances, called in turn
      And orders runs in two instances, called in turn
      When 5 customers each double-click at the same moment
      Then each of them has one order of $9.50

  Rule: Work of a killed instance is completed by the other instance

    Scenario Outline: An instance of <service> is killed at <call>, <moment>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And one of two instances of <service> is killed permanently at <call>, <moment>
      When the customer checks out once and does not retry
      Then within 2 seconds of the kill the order is made

      Examples:
        | service  | call                                       | moment                 | why                            |
        | checkout | the reservation from checkout to inventory | after its work is done | only that instance knows of it |
        | checkout | the capture from checkout to payments      | after its work is done | the payment is captured        |
        | checkout | the closing from checkout to cart          | before it leaves       | the customer has paid          |
        | payments | the capture from payments to gateway       | after its work is done | the payment is captured        |
        | orders   | the order from checkout to orders          | after its work is done | the checkout retries           |
