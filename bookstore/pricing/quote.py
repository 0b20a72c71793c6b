"""A quote: a priced cart for a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bookstore.pricing.discounting import CodeOutcome
from bookstore.pricing.model import PricedCart
from bookstore.pricing.shipping import ShippingChoice


@dataclass(frozen=True)
class Quote:
    """A priced cart, and the time until which it is valid. A checkout charges a binding quote.

    codes: what became of each code that was typed, in the order in which they apply, then those that do not.
    """

    quote_id: UUID
    binding: bool
    priced_cart: PricedCart
    codes: tuple[CodeOutcome, ...]
    shipping: ShippingChoice
    created_at: datetime
    valid_until: datetime
