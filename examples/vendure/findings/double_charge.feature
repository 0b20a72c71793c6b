Feature: A customer who pays from two tabs is charged twice
  Vendure 3.7.3, PostgreSQL 18, default order process. The payment handler of the example authorizes in
  `createPayment`, after the pattern of Vendure's documentation; the wallet is charged at once.

  Expected: one payment for one order; the second `addPaymentToOrder` is refused.
  Seen: two payments of $19.00 in 4 of 4 runs: "the customer was charged twice for order ...: $19.00 and $19.00".
  Cause, by the source: `addPaymentToOrder` locks neither the order nor its payments before it calls
  `handler.createPayment`, so that both calls find an order that is not covered yet.

  Scenario: One tab pays by card, the other by wallet
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    When the customer pays from two tabs at the same moment, by card and by wallet
    Then the customer has one order of $19.00
    And exactly one payment has been charged, of $19.00
