"""The kinds of titles, which every service that handles titles knows (docs/adr/0041)."""

from __future__ import annotations

from enum import StrEnum


class TitleKind(StrEnum):
    """What a title is. Inventory stores it once; the cart, the quote and the order carry it on."""

    PRINTED = "printed"
    EBOOK = "ebook"

    @property
    def in_copies(self) -> bool:
        """Whether it exists in copies, which are counted, reserved and shipped."""
        return self is TitleKind.PRINTED
