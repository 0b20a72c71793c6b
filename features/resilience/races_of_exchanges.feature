@resilience @critical
Feature: Races of exchanges
  Two requests about copies that are exchanged are held at their statements in front of the database, in each order.

  Rule: Two requests at the same moment leave what one after the other leaves

    Scenario Outline: <first> and <second> meet at the <table> of <service>
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples:
        | service   | first                    | second                   | table       | why                              |
        | orders    | staff: refund            | staff: exchange          | orders      | paid back and replaced           |
        | orders    | staff: exchange          | staff: exchange          | order_lines | one copy would be replaced twice |
        | orders    | staff: return            | staff: exchange          | orders      | exchanged as it arrives          |
        | orders    | customer: claim          | staff: exchange          | orders      | claimed as it is exchanged       |
        | inventory | checkout: reservation    | orders: exchanged copies | titles      | the last copy is sold twice      |
        | inventory | orders: exchanged copies | orders: exchanged copies | titles      | the last copy is sold twice      |
        | inventory | orders: returned copies  | orders: exchanged copies | titles      | replaced by the copy itself      |
