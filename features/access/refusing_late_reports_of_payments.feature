@access @critical
Feature: Refusing late reports of payments
  An order and its payment agree: what no charge explains is refused, and shown to the staff.

  Rule: A payment that was not charged is not refunded

    Scenario: The staff refunds a declined payment
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's first card has been declined
      When a permitted caller tries to refund the payment
      Then the request is refused because the payment was not charged
      And no data of the shop has changed

  Rule: An order that was canceled unpaid stays so

    Scenario: The charge is reported after the order was canceled
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the gateway refuses the charge
      And the customer's checkout has been refused
      When a permitted caller tries to report the charge of the order
      Then the request is refused because the order was canceled unpaid
      And no data of the shop has changed

  Rule: A charge of another amount marks the order for the staff

    Scenario: The charge is less than the order costs
      Given the customer has bought 1 copy of "Dune" at $9.50
      And "wrong amount" is expected to remain at the end, because another amount is reported
      When a permitted caller tries to report a charge of another amount
      Then the request is refused because the order costs another amount

  Rule: A refund is reported once the order is paid

    Scenario: The refund is reported while the checkout still runs
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's checkout was killed when it was about to request the charge
      When a permitted caller tries to report a refund
      Then the request is refused because the order is not paid yet
      And no data of the shop has changed

  Rule: A report that comes late changes nothing

    Scenario: A refund is reported as pending after it was paid out
      Given the customer has bought 3 copies of "Dune" at $9.50
      And another customer has bought 1 copy of "Dune"
      And copies have been received and returned, and a part of both orders refunded and shipped
      When a permitted caller tries to report the refund as pending
      Then no data of the shop has changed
