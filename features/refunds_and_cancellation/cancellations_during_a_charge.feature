@refunds_cancellation @blocker
Feature: Cancellations during a charge
  A cancellation and a charge or refund may happen at the same moment. A canceled order costs nothing.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A canceled order is refunded in full, and cannot be refunded again

    Scenario: A canceled order cannot be refunded once more
      Given the customer has bought the cart
      And the customer has canceled the order
      When the staff refunds $5.00 of the order
      Then the staff is told that the order cannot be refunded
      And the card has been charged $19.00 and refunded $19.00

  Rule: A cancellation during the charge ends with a refund or a release, and without a charge

    Scenario: The customer cancels before and after the gateway has confirmed the charge
      Given the customer has tried to cancel the order before the gateway confirmed the charge
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left

    Scenario: The gateway does not confirm the charge for two hours
      Given the gateway will confirm the charge only after 2 hours and a release of the hold
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released
      And the customer has no active order
      And 5 copies of "Dune" are left

  Rule: A cancellation and a refund at the same moment refund no more than the charge

    Scenario: The customer cancels while the staff refunds
      Given the customer has bought the cart
      When the customer cancels the order at the moment the staff refunds $5.00 of it
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left
