"""What stays with the customer once its order is paid: opened e-books, and gift cards. Without I/O.

An opened e-book is never taken back. A gift card is, by its copies, as long as nothing of it was spent:
payments knows that, so that no amount is split over it.
"""

from __future__ import annotations

from collections.abc import Iterable

from bookstore.orders.downloads.links import Download
from bookstore.orders.errors import EbookOpened, GiftCardSold
from bookstore.orders.purchase import OrderLine
from bookstore.orders.refunds.refund import Share


def kept_of(lines: Iterable[OrderLine], downloads: Iterable[Download]) -> frozenset[str]:
    """The SKUs of what stays with the customer, so that what was paid for it stays paid."""
    return _opened(downloads) | _gift_cards(lines)


def demand_unopened(
    lines: Iterable[OrderLine], downloads: Iterable[Download], skus: Iterable[str] | None = None
) -> None:
    """Raises EbookOpened where one of these titles is an e-book that was opened; None: any of them."""
    opened = _opened(downloads)
    if kept := sorted(opened if skus is None else opened.intersection(skus)):
        titles = [line.title for line in lines if line.sku in kept]
        raise EbookOpened(f"was opened, and is not refunded: {', '.join(titles)}", skus=kept)


def demand_no_gift_card(lines: Iterable[OrderLine]) -> None:
    """Raises GiftCardSold where one of the lines is a gift card."""
    if sold := sorted(_gift_cards(lines)):
        detail = (
            "the code of a gift card may have been given away; one that is unspent is refunded by its copy"
        )
        raise GiftCardSold(detail, skus=sold)


def gift_cards_of(lines: Iterable[OrderLine], shares: Iterable[Share]) -> dict[str, int]:
    """How many gift cards of each title a refund with these shares takes back."""
    sold = _gift_cards(lines)
    return {share.part: share.quantity for share in shares if share.part in sold and share.quantity}


def _opened(downloads: Iterable[Download]) -> frozenset[str]:
    return frozenset(each.sku for each in downloads if each.opened_at)


def _gift_cards(lines: Iterable[OrderLine]) -> frozenset[str]:
    return frozenset(line.sku for line in lines if line.kind.is_money)
