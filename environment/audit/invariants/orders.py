"""Orders: one for each completed checkout, over the total that the customer agreed to, and no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.snapshot import CheckoutRow, OrderRow, Snapshot
from environment.audit.invariants.sentences import money, rows_of


def every_checkout_has_its_order(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every completed checkout has its order."""
    for checkout in snapshot.checkouts:
        if checkout.state != "completed":
            continue
        order = snapshot.order_of.get(checkout.checkout_id)
        if order is None or order.number != checkout.order_number:
            sentence = f"the customer received order number {checkout.order_number}, but no such order exists"
            yield AuditBreach(BreachKind.LOST_ORDER, sentence, rows_of(snapshot, checkout.checkout_id))


def announced_orders_have_checkouts(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every order number that a customer received belongs to a completed checkout."""
    checkouts = {checkout.checkout_id: checkout for checkout in snapshot.checkouts}
    for announced in snapshot.announced_orders:
        checkout = checkouts.get(announced.checkout_id)
        if checkout is None:
            why = "there is no such checkout"
        elif checkout.state != "completed":
            why = f"the checkout is {checkout.state}"
        elif checkout.order_number != announced.number:
            why = f"the checkout has order {checkout.order_number}"
        else:
            continue
        sentence = f"the customer received order number {announced.number}, but {why}"
        table = EvidenceTable.of("order number given to the customer", [announced])
        evidence = (table, *rows_of(snapshot, announced.checkout_id))
        yield AuditBreach(BreachKind.LOST_ORDER, sentence, evidence)


def every_order_has_its_checkout(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every active order has a checkout that was not refused."""
    checkouts = {checkout.checkout_id: checkout for checkout in snapshot.checkouts}
    for order in snapshot.orders:
        checkout = checkouts.get(order.checkout_id)
        refused = checkout is not None and checkout.state == "refused"
        if order.stands and (checkout is None or refused):
            why = "its checkout was refused" if refused else "it has no checkout"
            standing = "is active" if order.is_active else "is still to be paid"
            sentence = f"order {order.number} {standing}, although {why}"
            evidence = rows_of(snapshot, order.checkout_id)
            yield AuditBreach(BreachKind.ORDER_WITHOUT_CHECKOUT, sentence, evidence)


def carts_are_bought_once(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every cart has at most one completed checkout."""
    bought: defaultdict[str, list[CheckoutRow]] = defaultdict(list)
    for checkout in snapshot.checkouts:
        if checkout.state == "completed":
            bought[checkout.cart_id].append(checkout)
    for checkouts in bought.values():
        if len(checkouts) > 1:
            numbers = " and ".join(str(checkout.order_number) for checkout in checkouts)
            sentence = f"one cart was checked out {len(checkouts)} times: orders {numbers}"
            evidence = (EvidenceTable.of("checkouts of the cart", checkouts),)
            yield AuditBreach(BreachKind.DOUBLE_ORDER, sentence, evidence)


def bought_carts_are_closed(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every cart with a completed checkout is closed."""
    still_open = {cart.cart_id for cart in snapshot.carts if cart.state != "closed"}
    for checkout in snapshot.checkouts:
        if checkout.state == "completed" and checkout.cart_id in still_open:
            sentence = f"the cart of order {checkout.order_number} is still open, although it was checked out"
            yield AuditBreach(BreachKind.CART_LEFT_OPEN, sentence, rows_of(snapshot, checkout.checkout_id))


def orders_cost_what_was_agreed(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The order's total is the one the customer saw and accepted, or less, and the one that was captured."""
    checkouts = {checkout.checkout_id: checkout for checkout in snapshot.checkouts}
    for order in snapshot.orders:
        checkout = checkouts.get(order.checkout_id)
        cost = money(order.grand_total, order.currency)
        if checkout and not _agreed_to(checkout, order):
            agreed = money(checkout.agreed, checkout.currency)
            sentence = f"the customer agreed to pay {agreed}, but order {order.number} costs {cost}"
            yield AuditBreach(BreachKind.WRONG_AMOUNT, sentence, rows_of(snapshot, order.checkout_id))
        if order.mismatched_capture is not None:
            captured = money(order.mismatched_capture, order.currency)
            sentence = f"the customer was charged {captured} for order {order.number}, which costs {cost}"
            yield AuditBreach(BreachKind.WRONG_AMOUNT, sentence, rows_of(snapshot, order.checkout_id))


def orders_cost_what_was_quoted(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The order's total is that of the binding quote of its checkout."""
    bound = {quote.checkout_id: money(quote.grand_total, quote.currency) for quote in snapshot.quotes}
    for order in snapshot.orders:
        cost, links = money(order.grand_total, order.currency), tuple[str, ...]()
        if order.is_active and order.checkout_id not in bound:
            sentence = f"order {order.number} has no binding quote"
            links = ("checkout -> pricing: binding quote",)
        elif bound.get(order.checkout_id, cost) != cost:
            quoted = bound[order.checkout_id]
            sentence = f"the binding quote is {quoted}, but order {order.number} costs {cost}"
        else:
            continue
        rows = rows_of(snapshot, order.checkout_id)
        yield AuditBreach(BreachKind.WRONG_AMOUNT, sentence, rows, links=links)


def _agreed_to(checkout: CheckoutRow, order: OrderRow) -> bool:
    if checkout.currency != order.currency:
        return False
    fell = checkout.may_cost_less and order.grand_total < checkout.agreed
    return fell or order.grand_total == checkout.agreed
