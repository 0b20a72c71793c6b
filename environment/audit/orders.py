"""Orders: one for each completed checkout, over the total the customer agreed to, and no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from environment.audit.breach import Breach, Kind, Table
from environment.audit.snapshot import Books, Checkout, Order
from environment.audit.formatting import dossier, written


def every_checkout_has_its_order(books: Books) -> Iterator[Breach]:
    """Every completed checkout has its order."""
    for checkout in books.checkouts:
        if checkout.state != "completed":
            continue
        order = books.order_of.get(checkout.checkout_id)
        if order is None or order.number != checkout.order_number:
            sentence = f"the customer was told of order {checkout.order_number}, which does not exist"
            yield Breach(Kind.LOST_ORDER, sentence, dossier(books, checkout.checkout_id))


def whoever_was_told_of_an_order_has_it(books: Books) -> Iterator[Breach]:
    """Whoever was told of an order has it, or had it until it was canceled."""
    checkouts = {checkout.checkout_id: checkout for checkout in books.checkouts}
    for told in books.told:
        checkout = checkouts.get(told.checkout_id)
        if checkout is None:
            why = "there is no such checkout"
        elif checkout.state != "completed":
            why = f"the checkout is {checkout.state}"
        elif checkout.order_number != told.number:
            why = f"the checkout has order {checkout.order_number}"
        else:
            continue
        sentence = f"the customer was told of order {told.number}, but {why}"
        evidence = (Table.of("told to the customer", [told]), *dossier(books, told.checkout_id))
        yield Breach(Kind.LOST_ORDER, sentence, evidence)


def every_order_has_its_checkout(books: Books) -> Iterator[Breach]:
    """Nobody has an order whose checkout was refused, or never was."""
    checkouts = {checkout.checkout_id: checkout for checkout in books.checkouts}
    for order in books.orders:
        checkout = checkouts.get(order.checkout_id)
        refused = checkout is not None and checkout.state == "refused"
        if order.stands and (checkout is None or refused):
            why = "its checkout was refused" if refused else "there was no checkout for it"
            sentence = f"order {order.number} stands, although {why}"
            yield Breach(Kind.ORDER_OF_NOBODY, sentence, dossier(books, order.checkout_id))


def carts_are_bought_once(books: Books) -> Iterator[Breach]:
    """One order a cart."""
    bought: defaultdict[str, list[Checkout]] = defaultdict(list)
    for checkout in books.checkouts:
        if checkout.state == "completed":
            bought[checkout.cart_id].append(checkout)
    for checkouts in bought.values():
        if len(checkouts) > 1:
            numbers = " and ".join(str(checkout.order_number) for checkout in checkouts)
            sentence = f"one cart was bought {len(checkouts)} times: orders {numbers}"
            yield Breach(Kind.DOUBLE_ORDER, sentence, (Table.of("checkouts of the cart", checkouts),))


def bought_carts_are_closed(books: Books) -> Iterator[Breach]:
    """What was bought cannot be changed, nor bought again."""
    still_open = {cart.cart_id for cart in books.carts if cart.state == "open"}
    for checkout in books.checkouts:
        if checkout.state == "completed" and checkout.cart_id in still_open:
            sentence = f"the cart of order {checkout.order_number} was bought and is still open"
            yield Breach(Kind.CART_LEFT_OPEN, sentence, dossier(books, checkout.checkout_id))


def orders_cost_what_was_agreed(books: Books) -> Iterator[Breach]:
    """The order's total is the one the customer saw and accepted, or less, and the one that was captured."""
    agreed = {checkout.checkout_id: checkout for checkout in books.checkouts}
    for order in books.orders:
        checkout = agreed.get(order.checkout_id)
        cost = written(order.grand_total, order.currency)
        if checkout and not _agreed_to(checkout, order):
            seen = written(checkout.agreed, checkout.currency)
            sentence = f"the customer agreed to pay {seen}, but order {order.number} costs {cost}"
            yield Breach(Kind.WRONG_AMOUNT, sentence, dossier(books, order.checkout_id))
        if order.mismatched_capture is not None:
            taken = written(order.mismatched_capture, order.currency)
            sentence = f"{taken} was captured for order {order.number}, which costs {cost}"
            yield Breach(Kind.WRONG_AMOUNT, sentence, dossier(books, order.checkout_id))


def orders_cost_what_was_bound(books: Books) -> Iterator[Breach]:
    """The order's total is the one that pricing bound for its checkout."""
    bound = {quote.checkout_id: written(quote.grand_total, quote.currency) for quote in books.quotes}
    for order in books.orders:
        cost = written(order.grand_total, order.currency)
        if order.stands and order.checkout_id not in bound:
            sentence = f"pricing bound nothing for order {order.number}"
        elif bound.get(order.checkout_id, cost) != cost:
            sentence = f"pricing bound {bound[order.checkout_id]}, but order {order.number} costs {cost}"
        else:
            continue
        yield Breach(Kind.WRONG_AMOUNT, sentence, dossier(books, order.checkout_id))


def _agreed_to(checkout: Checkout, order: Order) -> bool:
    if checkout.currency != order.currency:
        return False
    fell = checkout.may_cost_less and order.grand_total < checkout.agreed
    return fell or order.grand_total == checkout.agreed
