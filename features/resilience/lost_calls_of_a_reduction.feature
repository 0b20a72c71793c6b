@resilience @critical
Feature: Lost calls of a reduction
  A refund is taken off what is owed once, and told of in one mail, also when a call is lost.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: What is owed becomes less once, and only the rest goes back

    Scenario Outline: The refund is split once although <fault>
      Given the customer has transferred $10.00
      And <fault>
      When the staff refunds $12.00 of the order, retrying until it is answered
      Then the customer is told by mail that $9.00 is taken off, and $0.00 is still to pay
      And $3.00 has to be sent back as a refund
      And the customer owes $0.00 on invoice

      Examples:
        | fault                                                           | why                         |
        | the refund from staff to orders is reset                        | not requested               |
        | the answer to the refund from staff to orders is lost           | requested already           |
        | the refund from orders to payments is reset                     | not split                   |
        | the answer to the refund from orders to payments is lost        | split already               |
        | the refund notice from payments to orders is reset              | orders knows by the answer  |
        | the answer to the refund notice from payments to orders is lost | the notice comes twice      |

    Scenario Outline: The refund is split once although <killed> is killed at <point>
      Given <killed> is killed at <point>
      When the staff refunds $12.00 of the order, retrying until it is answered
      Then the customer is told by mail that $12.00 is taken off, and $7.00 is still to pay
      And the customer owes $7.00 on invoice
      And nothing has to be sent back

      Examples:
        | killed   | point                                                            | why                     |
        | orders   | the refund from orders to payments, before it leaves             | not split               |
        | orders   | the refund from orders to payments, after its work is done       | asked for twice         |
        | payments | the refund from orders to payments, before it leaves             | the callee is down      |
        | payments | the refund from orders to payments, after its work is done       | split already           |
        | payments | the refund notice from payments to orders, before it leaves      | the notice comes later  |
        | payments | the refund notice from payments to orders, after its work is done | the notice comes twice  |
        | orders   | the refund notice from payments to orders, before it leaves      | the callee is down      |
        | orders   | the refund notice from payments to orders, after its work is done | the notice comes twice  |
