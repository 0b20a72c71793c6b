"""Discount codes: redeemed as often as orders used them."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import Breach, Kind, Table
from environment.audit.snapshot import Books, Order
from environment.audit.formatting import dossier, several


def redemptions_are_counted(books: Books) -> Iterator[Breach]:
    """The count of a code is the number of its redemptions."""
    for code in books.codes:
        rows = [row for row in books.redemptions if row.code == code.code and row.state == "redeemed"]
        if code.redeemed != len(rows):
            counted = several(code.redeemed, "time", "times")
            sentence = f"{code.code} counts as redeemed {counted}, but there are {len(rows)} redemptions"
            evidence = (Table.of("discount codes", [code]), Table.of("redemptions", rows))
            yield Breach(Kind.CODE_MISCOUNTED, sentence, evidence)


def redemptions_have_orders(books: Books) -> Iterator[Breach]:
    """A code is spent by an order that stands, or by a canceled one where canceled orders count."""
    spent = {row.checkout_id: row for row in books.redemptions if row.state == "redeemed"}
    owing = {order.checkout_id: order for order in _that_used_a_code(books)}
    still_to_be_told = {message.checkout_id for message in books.messages if message.destination == "pricing"}
    for checkout_id, redemption in spent.items():
        if checkout_id not in owing and checkout_id not in books.moving | still_to_be_told:
            sentence = f"{redemption.code} is spent by {_spender(books, checkout_id)}"
            evidence = (Table.of("redemptions", [redemption]), *dossier(books, checkout_id))
            yield Breach(Kind.CODE_MISCOUNTED, sentence, evidence)
    for checkout_id, order in owing.items():
        if checkout_id not in spent:
            sentence = f"order {order.number} used {order.discount_code}, which was not redeemed for it"
            yield Breach(Kind.CODE_MISCOUNTED, sentence, dossier(books, checkout_id))


def _that_used_a_code(books: Books) -> Iterator[Order]:
    """An order that its own checkout called off has used nothing: its customer never had it."""
    count = {code.code for code in books.codes if code.canceled_orders_count}
    refused = {checkout.checkout_id for checkout in books.checkouts if checkout.state == "refused"}
    for order in books.orders:
        canceled = order.paid and order.discount_code in count and order.checkout_id not in refused
        if order.discount_code and (order.stands or canceled):
            yield order


def _spender(books: Books, checkout_id: str) -> str:
    order = books.order_of.get(checkout_id)
    if order and order.paid and order.discount_code:
        return f"order {order.number}, although it was canceled"
    return f"{books.named(checkout_id)} that did not use it"
