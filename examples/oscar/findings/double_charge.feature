Feature: A customer who pays from two tabs is charged twice
  django-oscar 4.2.1, PostgreSQL, ATOMIC_REQUESTS as documented. The example takes the payment in `handle_payment`, as
  documented: a card is held, and charged when the order is placed; a wallet is charged at once.

  Expected: one payment for one order; the second submission is refused before money is asked for.
  Seen: "the customer was charged twice for order ...: $19.00 and $19.00". With two cards a hold stays: "$19.00 is still
  held on the customer's card for order ...". The second tab says "A problem occurred while placing this order".
  Cause, by the source: `PaymentDetailsView.submit` freezes the basket without a lock and without looking whether it
  is frozen. Both tabs have one order number, which is made of the basket's id; `OrderCreator.place_order` finds it
  taken only after the payment, and nothing in core returns that payment.

  Scenario: One tab pays by card, the other by wallet
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    When the customer pays from two tabs at the same moment, by card and by wallet
    Then the customer has one order of $19.00
    And exactly one payment has been charged, of $19.00
