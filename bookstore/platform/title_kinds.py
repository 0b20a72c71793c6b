"""The kinds of titles, which every service that handles titles knows (docs/adr/0041)."""

from __future__ import annotations

from enum import StrEnum


class TitleKind(StrEnum):
    """What a title is. Inventory stores it once; the cart, the quote and the order carry it on."""

    PRINTED = "printed"
    EBOOK = "ebook"
    GIFT_CARD = "gift_card"

    @property
    def in_copies(self) -> bool:
        """Whether it exists in copies, which are counted, reserved and shipped."""
        return self is TitleKind.PRINTED

    @property
    def by_link(self) -> bool:
        """Whether it is read by a link, which one reader gets once it is paid."""
        return self is TitleKind.EBOOK

    @property
    def is_money(self) -> bool:
        """Whether it is money that is handed over, and no goods: not taxed, never cheaper (docs/adr/0048)."""
        return self is TitleKind.GIFT_CARD
