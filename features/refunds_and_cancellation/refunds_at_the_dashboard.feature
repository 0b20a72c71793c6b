@refunds_cancellation @blocker
Feature: Refunds at the dashboard
  The staff can refund at the gateway's own dashboard, too. The shop may learn of that late, or never.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has bought the cart
    And the gateway keeps its news back

  Rule: A canceled order is refunded in full, wherever parts of it were refunded before

    Scenario: The customer cancels before the shop learns of a refund at the dashboard
      Given somebody has refunded $4.00 at the gateway itself
      And "webhook waiting" is known to be left at the end, because the gateway keeps its news back
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has $19.00 back of $19.00
      And the customer gets one confirmation and one cancellation mail
      And 5 copies of "Dune" are left

    Scenario: The shop learns of a refund at the dashboard after the order was canceled
      Given somebody has refunded $4.00 at the gateway itself
      And the customer has canceled the order
      When the gateway tells its news, the last first
      Then the shop has taken all news
      And the card has $19.00 back of $19.00
      And the customer gets one confirmation and one cancellation mail

    Scenario: The staff refunds at both places before the customer cancels
      Given somebody has refunded $4.00 at the gateway itself
      And the staff has refunded $5.00 of the order
      And somebody has refunded $3.00 at the gateway itself
      And "webhook waiting" is known to be left at the end, because the gateway keeps its news back
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has $19.00 back of $19.00

    Scenario: The whole order was refunded at the dashboard
      Given somebody has refunded $19.00 at the gateway itself
      And "webhook waiting" is known to be left at the end, because the gateway keeps its news back
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has $19.00 back of $19.00
      And the customer gets one confirmation and one cancellation mail

  Rule: A refund of the rest is what the refunds at the dashboard have left

    Scenario: The staff refunds the rest before the shop learns of a refund at the dashboard
      Given somebody has refunded $4.00 at the gateway itself
      And "webhook waiting" is known to be left at the end, because the gateway keeps its news back
      When the staff refunds what is left of the order
      Then $19.00 of the order have been refunded
      And the card has $19.00 back of $19.00

  Rule: A refund at the dashboard is found when the books are compared

    Scenario: The shop is never told of a refund at the dashboard
      Given somebody has refunded $4.00 at the gateway itself
      And an hour has passed
      And "webhook waiting" is known to be left at the end, because the gateway keeps its news back
      When the books are compared
      Then the order's refund of $4.00 is refunded
      And the customer gets a mail that $4.00 were refunded
