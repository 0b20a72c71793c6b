"""What record 5 says about the cost of shipping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def shipping_cost(terms: Mapping[str, Any], goods: int) -> int:
    """What a way of shipping with these terms (`amount`, `free_from`) costs, in minor units.

    `goods` is the subtotal less the discount: from `free_from` on, nothing.
    """
    free_from = terms.get("free_from")
    return 0 if free_from is not None and goods >= free_from else int(terms["amount"])
