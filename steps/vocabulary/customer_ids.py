"""The ids of customers, as the identity provider makes them."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID


def customer_of(email: str) -> str:
    """The customer's id: the same mail address is the same customer."""
    digest = sha256(email.strip().casefold().encode()).digest()
    return f"customer-{UUID(bytes=digest[:16], version=4)}"
