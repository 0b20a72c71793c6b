@resilience @critical
Feature: Races of reductions
  A refund and a transfer of an order that is owed are held at the row of what is expected, in each order.

  Rule: Two requests at the same moment leave what one after the other leaves

    Scenario Outline: <first> and <second> meet at the <table> of <service>
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples:
        | service  | first         | second          | table              | why                             |
        | payments | staff: refund | staff: transfer | expected_transfers | taken off and paid at once      |
        | payments | staff: refund | staff: refund   | expected_transfers | two refunds of more than is there |
