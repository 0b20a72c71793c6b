@resilience @critical
Feature: Races of returns
  Two requests about copies that come back are held at their statements in front of the database, in each order.

  Rule: Two requests at the same moment leave what one after the other leaves

    Scenario Outline: <first> and <second> meet at the <table> of <service>
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples:
        | service   | first                   | second                    | table             | why                                  |
        | orders    | staff: return           | staff: return             | order_lines       | one copy would come back twice       |
        | orders    | staff: refund           | staff: return             | orders            | paid back as it arrives              |
        | orders    | customer: cancellation  | staff: return             | orders            | canceled as it arrives               |
        | orders    | staff: return           | payments: transfer notice | orders            | a transfer is reported as it arrives |
        | inventory | orders: returned copies | orders: returned copies   | reservation_lines | more would come back than was sold   |
        | inventory | checkout: reservation   | orders: returned copies   | titles            | bought as it is put on the shelf     |
        | inventory | checkout: restock       | orders: returned copies   | titles            | two orders of locks are a deadlock   |
