@refunds_cancellation @critical
Feature: Returns that come back
  The money of a canceled order goes back at once. Days later its bank may send it back to the shop.

  Rule: The staff and the customer are told that the money of a canceled order came back

    Scenario: The bank sends back the money of a canceled order
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the customer has canceled the order
      And "money not refunded" is known to be left at the end, because the bank does not take it
      When the bank sends the refund back
      Then the order is marked for the staff
      And the customer gets a mail that the refund of $19.00 failed

    Scenario: The bank sends back a part that the staff refunded before the order was canceled
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $5.00 of the order
      And the customer has canceled the order
      And "money not refunded" is known to be left at the end, because the bank does not take it
      When the bank sends the refund of $5.00 back
      Then the order is marked for the staff
      And the customer gets a mail that the refund of $5.00 failed

  Rule: Money that cannot be given back is found when the books are compared

    Scenario: The books are compared after the money of a canceled order came back
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the customer has canceled the order
      And "money not refunded" is known to be left at the end, because the bank does not take it
      And the bank has sent the refund back
      And an hour has passed
      When the books are compared
      Then money of $19.00 without an order is found and reported
