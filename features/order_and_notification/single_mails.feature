@order_notification @critical
Feature: Single mails
  One paid order, one confirmation. No paid order, no confirmation.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50

  Rule: A paid order is confirmed once, however often the shop hears of it

    Scenario Outline: The customer gets one mail although <mishap>
      Given <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets one confirmation mail over $19.00

      Examples: why: what comes twice is the same event
        | mishap                                        | why                                  |
        | the gateway tells everything 3 times          | three times the same payment         |
        | the request to tell of the order arrives twice | twice the same order                |
        | the request to mark the order as paid arrives twice | an order becomes paid once     |

    Scenario: The customer comes back at the moment the gateway tells of the payment
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer comes back twice at the moment the gateway tells of the confirmation
      Then the customer has one order of $19.00
      And the customer gets one confirmation mail over $19.00

  Rule: Without a paid order there is no mail

    Scenario: The money cannot be taken
      Given the gateway refuses to take the money
      When the customer checks out
      Then the customer has no order that stands
      And the customer gets no mail

    Scenario: A wallet is charged, and the order cannot be made
      Given the customer pays with a wallet
      And the order service does not answer
      When the customer checks out
      Then the wallet has been charged $19.00 and refunded $19.00
      And the customer gets no mail
