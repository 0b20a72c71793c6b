@checkout_gateway @blocker
Feature: Verifying webhooks
  The address for webhooks is public. The shop accepts only webhooks that the gateway has signed.

  Background:
    Given the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A webhook without a valid signature of the last minutes is rejected and changes nothing

    Scenario Outline: An attacker reports a dispute <flaw>
      When an attacker reports a dispute <flaw>
      Then the shop rejects the webhook
      And the order is not marked for the staff

      Examples:
        | flaw                                        | why                               |
        | without a signature                         | its sender is not proven          |
        | with a signature of another secret          | the secret is the gateway's       |
        | with a signature of an hour ago             | it may be a replay                |
        | with the gateway's signature of other content | the content was changed         |

  Rule: A disputed order is marked for the staff; its copies stay sold

    Scenario: The customer disputes the charge
      When the gateway reports a dispute of the charge
      Then the staff is told that the customer disputes the charge, and what to do
      And the customer has one order of $19.00
      And 3 copies of "Dune" are left

    Scenario: The customer disputes a charge that was refunded
      Given the staff has refunded $19.00 of the order
      When the gateway reports a dispute of the charge
      Then the order is marked for the staff
      And the card has been charged $19.00 and refunded $19.00
      And 3 copies of "Dune" are left

  Rule: A webhook is a hint; the shop acts on what the gateway's ledger says about its own payments

    Scenario Outline: The gateway reports <event>
      When the gateway reports <event>
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the order is not marked for the staff

      Examples:
        | event                                      | why                               |
        | an unknown payment                         | it may belong to another shop     |
        | a payment of another shop                  | it names no checkout              |
        | the customer's payment in another currency | the ledger says dollars           |
        | an event of another kind                   | the gateway has hundreds of kinds |

    Scenario: The gateway reports a canceled payment, and its ledger says otherwise
      Given the gateway has reported the customer's payment as canceled
      When the staff refunds the rest of the order
      Then $19.00 of the order has been refunded
      And the card has been charged $19.00 and refunded $19.00
