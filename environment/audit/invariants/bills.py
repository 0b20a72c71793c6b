"""Bills: quote, order and payment state what record 5 makes of prices, rates and codes, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.order_content import OrderContent, QuoteRow
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.gift_cards import given_for
from environment.audit.invariants.sentences import money, rows_of
from environment.reckoning.bill import Bill, reckoned
from environment.reckoning.wording import differences

QUOTED, ORDERED = "checkout -> pricing", "checkout -> orders"
AUTHORIZED, CHARGED = "checkout -> payments", "payments -> gateway"


def quotes_follow_the_rules(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every amount of a binding quote is what its prices, its discount and its rates make."""
    for quote in snapshot.quotes:
        if quote.bill is not None:
            name = f"the binding quote of {snapshot.order_name(quote.checkout_id)}"
            for wrong in against_the_rules(quote.bill, snapshot.titles_by_sku):
                yield _breach(snapshot, quote.checkout_id, f"{name} {wrong}", QUOTED)


def orders_follow_their_quotes(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every line and every amount of an order is that of its binding quote."""
    quotes = {quote.checkout_id: quote for quote in snapshot.quotes if quote.bill}
    for order in snapshot.order_contents:
        quoted = quotes.get(order.checkout_id)
        if quoted is not None and quoted.bill is not None:
            for wrong in (
                *differences(order.bill, quoted.bill, snapshot.titles_by_sku),
                *_other_words(order, quoted, quoted.bill),
            ):
                yield _breach(snapshot, order.checkout_id, f"order {order.number} {wrong}", ORDERED)


def _other_words(order: OrderContent, quoted: QuoteRow, bill: Bill) -> Iterator[str]:
    if order.shipping_method != quoted.shipping_method:
        yield f"is shipped by {order.shipping_method}, expected {quoted.shipping_method}"
    codes = tuple(code.code for code in bill.codes)
    if order.discount_codes != codes:
        stated, expected = (", ".join(each) or "no code" for each in (order.discount_codes, codes))
        yield f"names {stated} for its discount, expected {expected}"


def payments_follow_their_quotes(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every authorization, and every expected transfer, is over what gift cards leave of the binding quote.

    A payment at the gateway that was given back whole may be one that the shop has not asked for.
    """
    quotes = {quote.checkout_id: quote for quote in snapshot.quotes}
    for payment in snapshot.payments:
        quote = quotes.get(payment.checkout_id)
        if quote and (payment.amount, payment.currency) != _due(snapshot, quote):
            amount = money(payment.amount, payment.currency)
            yield _other_amount(snapshot, quote, f"payments was asked for {amount}", AUTHORIZED)
    for expected in snapshot.expected_transfers:
        quote = quotes.get(expected.checkout_id)
        if quote and (expected.amount, expected.currency) != _due(snapshot, quote):
            amount = money(expected.amount, expected.currency)
            yield _other_amount(snapshot, quote, f"a transfer of {amount} is expected", AUTHORIZED)
    for charge in snapshot.charges:
        quote = quotes.get(charge.checkout_id or "")
        stands = charge.held or charge.kept
        if quote and stands and (charge.amount, charge.currency) != _due(snapshot, quote):
            amount = money(charge.amount, charge.currency)
            yield _other_amount(snapshot, quote, f"the bank was asked for {amount}", CHARGED)


def _due(snapshot: Snapshot, quote: QuoteRow) -> tuple[int, str]:
    """What the payment is over."""
    return quote.grand_total - given_for(snapshot, quote.checkout_id), quote.currency


def against_the_rules(stated: Bill, titles: Mapping[str, str]) -> list[str]:
    """Where a bill with tax rates differs from record 5; whether shipping is taxed, its own tax tells."""
    wrong = partial(differences, stated, titles=titles)
    untaxed = list(wrong(reckoned(stated, shipping_taxed=False)))
    if not untaxed or not stated.shipping_tax:
        return untaxed
    return list(wrong(reckoned(stated, shipping_taxed=True)))


def _other_amount(snapshot: Snapshot, quote: QuoteRow, what: str, arrow: str) -> AuditBreach:
    quoted, given = money(quote.grand_total, quote.currency), given_for(snapshot, quote.checkout_id)
    quoted += f", of which gift cards gave {money(given, quote.currency)}" if given else ""
    sentence = f"{what} for {snapshot.order_name(quote.checkout_id)}, but its binding quote is {quoted}"
    return _breach(snapshot, quote.checkout_id, sentence, arrow)


def _breach(snapshot: Snapshot, checkout_id: str, sentence: str, arrow: str) -> AuditBreach:
    evidence = (*rows_of(snapshot, checkout_id), *tables(snapshot, checkout_id))
    return AuditBreach(BreachKind.WRONG_BILL, sentence, evidence, arrow)


def tables(snapshot: Snapshot, checkout_id: str) -> Iterator[EvidenceTable]:
    """The lines of the binding quote and of the order, side by side in the report."""
    bills: dict[str, Bill | None] = {
        f"lines of the {name}": row.bill
        for name, rows in (("binding quote", snapshot.quotes), ("order", snapshot.order_contents))
        for row in rows
        if isinstance(row, QuoteRow | OrderContent) and row.checkout_id == checkout_id
    }
    for name, bill in bills.items():
        if bill is not None:
            headings = ("title", "copies", "unit price", "line total", "discount", "tax")
            yield EvidenceTable(
                name, headings, tuple(_row(snapshot, bill, place) for place in range(len(bill.lines)))
            )


def _row(snapshot: Snapshot, bill: Bill, place: int) -> tuple[str, ...]:
    line = bill.lines[place]
    amounts = (line.unit_price, line.line_total, line.discount, line.tax)
    title = snapshot.titles_by_sku.get(line.sku, line.sku)
    return (title, str(line.quantity), *(money(amount, bill.currency) for amount in amounts))
