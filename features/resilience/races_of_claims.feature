@resilience @critical
Feature: Races of claims
  An account claims the order or the cart of a guest at the moment of another act. One of them comes first.

  Rule: What a guest leaves behind belongs to one account, or to its guest

    Scenario Outline: <first> and <second> meet at the <table> of <service>
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples:
        | service | first                  | second           | table  | why                         |
        | orders  | customer: claim        | customer: claim  | orders | the first of two accounts   |
        | orders  | customer: cancellation | customer: claim  | orders | whose order is canceled     |
        | orders  | customer: claim        | staff: refund    | orders | refunded, whoever has it    |
        | orders  | customer: claim        | staff: shipment  | orders | sent, whoever has it        |
        | cart    | customer: claim        | customer: claim  | carts  | the first of two accounts   |
