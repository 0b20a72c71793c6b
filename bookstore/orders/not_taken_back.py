"""What the shop does not take back once its order is paid: opened e-books, and gift cards. Without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bookstore.orders.downloads import Download
from bookstore.orders.errors import EbookOpened, GiftCardSold
from bookstore.orders.purchase import OrderLine


def kept_of(lines: Iterable[OrderLine], downloads: Iterable[Download]) -> frozenset[str]:
    """The SKUs of what stays with the customer, so that what was paid for it stays paid."""
    return _opened(downloads) | _gift_cards(lines)


def demand_taken_back(lines: Sequence[OrderLine], downloads: Iterable[Download], skus: Iterable[str]) -> None:
    """Raises EbookOpened or GiftCardSold where one of these titles is not taken back."""
    wanted = frozenset(skus)
    if opened := sorted(_opened(downloads) & wanted):
        titles = [line.title for line in lines if line.sku in opened]
        raise EbookOpened(f"was opened, and is not refunded: {', '.join(titles)}", skus=opened)
    if sold := sorted(_gift_cards(lines) & wanted):
        detail = "a gift card is not taken back, since its code may have been given away: it can be spent"
        raise GiftCardSold(detail, skus=sold)


def _opened(downloads: Iterable[Download]) -> frozenset[str]:
    return frozenset(each.sku for each in downloads if each.opened_at)


def _gift_cards(lines: Iterable[OrderLine]) -> frozenset[str]:
    return frozenset(line.sku for line in lines if line.kind.is_money)
