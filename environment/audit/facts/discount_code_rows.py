"""Discount codes and their redemptions as pricing stores them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DiscountCodeRow:
    """A discount code. `redeemed` is the count that pricing stores."""

    code: str
    redeemed: int
    canceled_orders_count: bool = False


@dataclass(frozen=True)
class RedemptionRow:
    """The use of a discount code by one checkout."""

    checkout_id: str
    code: str
    state: str
