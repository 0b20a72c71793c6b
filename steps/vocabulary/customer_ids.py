"""The ids of customers, as the identity provider makes them."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5


def customer_of(email: str) -> str:
    """The customer's id: the same mail address is the same customer."""
    return f"customer-{uuid5(NAMESPACE_URL, f'mailto:{email.strip().casefold()}')}"
