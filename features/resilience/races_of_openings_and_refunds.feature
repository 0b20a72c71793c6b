@resilience @critical
Feature: Races of openings and refunds
  The link to an e-book is opened at the moment at which the e-book is refunded. One of them comes first.

  Rule: An e-book is read or paid back, and never both

    Scenario Outline: <first> and <second> meet at <table>
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples: why: the order is locked by both
        | service | first                  | second                 | table     | why                           |
        | orders  | customer: opening      | staff: refund          | orders    | read, or paid back            |
        | orders  | customer: cancellation | customer: opening      | orders    | read, or the order canceled   |
        | orders  | customer: opening      | checkout: cancellation | orders    | the checkout is compensated   |
        | orders  | customer: opening      | customer: opening      | downloads | the first of two readers wins |
