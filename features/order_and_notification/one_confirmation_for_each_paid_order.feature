@order_notification @critical
Feature: One confirmation for each paid order
  A paid order has one confirmation mail, and an order that was not paid has none.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50

  Rule: A paid order is confirmed once, also when its events are delivered again

    Scenario Outline: The customer gets one mail although <fault>
      Given <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets one confirmation mail over $19.00

      Examples:
        | fault                                         | why                                  |
        | the gateway delivers every webhook 3 times          | one payment                          |
        | the request to announce the order arrives twice | one order                           |
        | the request to mark the order as paid arrives twice | one change to paid             |

    Scenario: The customer comes back at the moment the gateway reports the payment
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer comes back twice at the moment the gateway reports the confirmation
      Then the customer has one order of $19.00
      And the customer gets one confirmation mail over $19.00

  Rule: Without a paid order there is no mail

    Scenario: The charge is refused
      Given the gateway refuses the charge
      When the customer checks out
      Then the customer has no active order
      And the customer gets no mail

    Scenario: A wallet is charged, and the order cannot be made
      Given the customer pays with a wallet
      And the order service does not answer
      When the customer checks out
      Then the wallet has been charged $19.00 and refunded $19.00
      And the customer gets no mail
