"""Money: what the gateway has of the customers is what their orders cost, and nothing is left held."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from environment.audit.breach import Breach, Kind, Table
from environment.audit.snapshot import Books, Charge, Order
from environment.audit.formatting import dossier, written

# Statuses of the gateway in which a payment needs nobody any more; a declined one waits for another card.
_ENDED = ("succeeded", "canceled", "requires_payment_method")


def money_is_what_orders_cost(books: Books) -> Iterator[Breach]:
    """Captured - refunded = paid orders, for each checkout and therefore for each currency."""
    for (checkout_id, currency), kept in _kept(books).items():
        order = books.order_of.get(checkout_id)
        cost = _cost(order) if order and order.currency == currency else 0
        captures = [charge for charge in books.charges if _paid_for(charge, checkout_id, currency)]
        told_elsewhere = kept > cost > 0 and len(captures) > 1  # by charged_once
        if kept != cost and not told_elsewhere and checkout_id not in books.moving:
            kind, sentence = _unbalanced(order, kept, currency)
            yield Breach(kind, sentence, (*dossier(books, checkout_id), balance(books)))


def charged_once(books: Books) -> Iterator[Breach]:
    """One capture an order."""
    captures: defaultdict[str, list[Charge]] = defaultdict(list)
    for charge in books.charges:
        if charge.captured and charge.checkout_id is not None:
            captures[charge.checkout_id].append(charge)
    for checkout_id, found in captures.items():
        if len(found) > 1:
            amounts = " and ".join(written(charge.captured, charge.currency) for charge in found)
            times = "twice" if len(found) == 2 else f"{len(found)} times"
            sentence = f"the customer was charged {times} for {books.named(checkout_id)}: {amounts}"
            yield Breach(Kind.DOUBLE_CHARGE, sentence, dossier(books, checkout_id))


def refunded_once(books: Books) -> Iterator[Breach]:
    """One refund at the gateway for each refund that was asked for."""
    asked = Counter(
        (refund.asked_as, refund.amount, refund.currency)
        for refund in books.refunds
        if refund.asked_as is not None and refund.status != "failed"
    )
    for (asked_as, amount, currency), count in asked.items():
        if count > 1:
            sentence = f"a refund of {written(amount, currency)} was made {count} times"
            rows = [refund for refund in books.refunds if refund.asked_as == asked_as]
            yield Breach(Kind.DOUBLE_REFUND, sentence, (Table.of("refunds at the gateway", rows),))


def nothing_left_held(books: Books) -> Iterator[Breach]:
    """A hold, or a payment that waits for the customer's bank, needs a checkout that still runs."""
    for charge in books.charges:
        if charge.status in _ENDED or charge.checkout_id in books.moving:
            continue
        amount = written(charge.held or charge.amount, charge.currency)
        what = "held on the customer's card" if charge.held else "waiting for the customer's bank"
        sentence = f"{amount} is still {what} for {books.named(charge.checkout_id)}, and nobody needs it"
        evidence = dossier(books, charge.checkout_id) or (Table.of("payments at the gateway", [charge]),)
        yield Breach(Kind.HOLD_LEFT, sentence, evidence)


def payments_knows_the_gateway(books: Books) -> Iterator[Breach]:
    """The payments service believes what is true at the gateway."""
    for payment in books.payments:
        charges = [charge for charge in books.charges if charge.checkout_id == payment.checkout_id]
        true = sum(charge.captured for charge in charges), sum(charge.refunded for charge in charges)
        if payment.due or len(charges) > 1 or (payment.captured, payment.refunded) == true:
            continue
        believed = _moved(payment.captured, payment.refunded, payment.currency)
        sentence = (
            f"for {books.named(payment.checkout_id)} the payments service believes that {believed}, "
            f"but at the gateway {_moved(*true, payment.currency)}"
        )
        yield Breach(Kind.RECORDS_DIFFER, sentence, dossier(books, payment.checkout_id))


def balance(books: Books) -> Table:
    """Captured, refunded and what the paid orders cost, by currency."""
    currencies = {charge.currency for charge in books.charges} | {order.currency for order in books.orders}
    rows = []
    for currency in sorted(currencies):
        charges = [charge for charge in books.charges if charge.currency == currency]
        orders = [order for order in books.orders if order.currency == currency]
        captured, refunded = (sum(getattr(row, what) for row in charges) for what in ("captured", "refunded"))
        cost = sum(_cost(order) for order in orders)
        amounts = (written(amount, currency) for amount in (captured, refunded, cost))
        rows.append((currency, *amounts, captured - refunded - cost))
    headings = ("currency", "captured", "refunded", "paid orders", "too much (minor units)")
    return Table("balance", headings, tuple(rows))


def _kept(books: Books) -> Counter[tuple[str, str]]:
    """What the gateway has of the customers, by checkout and currency; also where it has nothing."""
    kept: Counter[tuple[str, str]] = Counter()
    for order in books.orders:
        kept[order.checkout_id, order.currency] += 0
    for charge in books.charges:
        kept[charge.checkout_id or charge.payment_id, charge.currency] += charge.kept
    return kept


def _cost(order: Order) -> int:
    """What the customer owes for it: less what the staff gave back of it, nothing once it is canceled."""
    return order.grand_total - order.given_back if order.stands else 0


def _paid_for(charge: Charge, checkout_id: str, currency: str) -> bool:
    return charge.checkout_id == checkout_id and charge.currency == currency and charge.captured > 0


def _unbalanced(order: Order | None, kept: int, currency: str) -> tuple[Kind, str]:
    money = written(kept, currency)
    if order is None:
        return Kind.CHARGED_WITHOUT_ORDER, f"the customer was charged {money} and has no order"
    name = f"order {order.number}"
    if order.state == "canceled":
        return Kind.MONEY_NOT_RETURNED, f"{name} is canceled, but {money} was not given back to the customer"
    if not order.stands:
        return Kind.CHARGED_WITHOUT_ORDER, f"the customer was charged {money}, but {name} is {order.state}"
    owed = _owed(order)
    if kept == 0:
        return Kind.PAID_WITHOUT_MONEY, f"{name} of {owed} counts as paid, but the bookstore has no money"
    return Kind.WRONG_AMOUNT, f"the customer has paid {money} for {name}, which costs {owed}"


def _owed(order: Order) -> str:
    total, back = written(order.grand_total, order.currency), written(order.given_back, order.currency)
    return f"{total} less {back} refunded" if order.given_back else total


def _moved(captured: int, refunded: int, currency: str) -> str:
    taken, back = written(captured, currency), written(refunded, currency)
    return f"{taken} was taken and {back} given back"
