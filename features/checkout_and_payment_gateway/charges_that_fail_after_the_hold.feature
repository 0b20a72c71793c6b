@checkout_gateway @blocker
Feature: Charges that fail after the hold
  The order is made after the hold and before the charge. A charge that fails leaves no active order.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50

  Rule: An order that cannot be charged is canceled, and the hold is released

    @core
    Scenario: The gateway refuses the charge
      Given the gateway refuses the charge
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no active order
      And the hold of $19.00 on the card has been released
      And 3 copies of "Dune" are left

    Scenario: The hold expires before the charge
      Given the hold will expire before the gateway has confirmed the charge
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released
      And 3 copies of "Dune" are left

  Rule: A charge whose outcome is not known yet is not made twice

    Scenario: The charge is requested again while the gateway still works on it
      Given the charge will be requested again before the gateway has confirmed the charge
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: The gateway reports an unknown status of the payment
      Given the gateway reports the payment as "under_review" for a while, without charging it
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

  Rule: An amount that is not the total of the order is refunded, and the staff is alerted

    Scenario: A smaller amount is charged at the gateway's dashboard
      Given $5.00 will be charged at the gateway's dashboard before the gateway has confirmed the charge
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no active order
      And the card has been refunded $5.00, and the hold of the other $14.00 has been released
      And the staff is alerted once that another amount was charged

    Scenario: Another request has used the idempotency key for another amount
      Given another request will use the payment's idempotency key for $25.00
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no order
      And the hold of $25.00 on the card has been released
      And the staff is alerted once that another request has the payment's idempotency key
