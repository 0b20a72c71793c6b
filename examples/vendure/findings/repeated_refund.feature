Feature: A refund that is submitted twice is made twice
  Vendure 3.7.3, PostgreSQL 18, refunds by `refundOrder` of the Admin API.

  Expected: the same refund, sent again because its answer was lost, is made once.
  Seen: two refunds of $5.00, of which the order shows both.
  Cause, by the schema: RefundOrderInput has no name for a refund by which a repetition could be recognized.

  Scenario: The staff submits a refund twice
    Given the customer has bought 2 copies of "Dune" at $9.50
    When the staff submits the same refund of $5.00 twice
    Then the card has been charged $19.00 and refunded $5.00
