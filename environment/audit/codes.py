"""Discount codes: redeemed as often as orders used them."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.books import Books
from environment.audit.breach import Breach, Kind, Table
from environment.audit.wording import dossier, several


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
    """A code is spent by an order that was paid, also if that was canceled since, and by nothing else."""
    spent = {row.checkout_id: row for row in books.redemptions if row.state == "redeemed"}
    used = {order.checkout_id: order for order in books.orders if order.paid and order.discount_code}
    for checkout_id, redemption in spent.items():
        if checkout_id not in used and checkout_id not in books.moving:
            sentence = f"{redemption.code} is spent by {books.named(checkout_id)} that did not use it"
            evidence = (Table.of("redemptions", [redemption]), *dossier(books, checkout_id))
            yield Breach(Kind.CODE_MISCOUNTED, sentence, evidence)
    for checkout_id, order in used.items():
        if checkout_id not in spent:
            sentence = f"order {order.number} used {order.discount_code}, which was not redeemed for it"
            yield Breach(Kind.CODE_MISCOUNTED, sentence, dossier(books, checkout_id))
