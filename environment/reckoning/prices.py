"""What record 5 says about the price of one copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def unit_price(
    list_price: int, sale: Mapping[str, Any] | None, at: datetime, group_price: int | None = None
) -> int:
    """The list price, or the lower price of a sale that lasts at this time or of a group, in minor units.

    A sale (`amount`, `valid_from`, `valid_until`, as staff has set it) has begun at `valid_from`, and has
    ended at `valid_until`.
    """
    lowest = list_price if group_price is None else min(list_price, group_price)
    if sale is None:
        return lowest
    begins = sale.get("valid_from")
    has_begun = begins is None or datetime.fromisoformat(begins) <= at
    lasts = has_begun and at < datetime.fromisoformat(sale["valid_until"])
    return min(lowest, sale["amount"]) if lasts else lowest
