"""The customer or guest who owns a checkout, in the form that is stored."""

from __future__ import annotations

from dataclasses import dataclass

from bookstore.platform.auth import Customer, Guest
from bookstore.platform.mail_addresses import mailable_or_none


@dataclass(frozen=True)
class StoredBuyer:
    """A customer by id, or a guest by the hash of the cart token.

    `account_email` is known where the customer calls, and is no part of the stored form.
    """

    customer_id: str | None
    token_hash: str | None
    account_email: str | None = None

    @classmethod
    def of(cls, caller: Customer | Guest) -> StoredBuyer:
        """The buyer with these credentials."""
        if isinstance(caller, Customer):
            return cls(caller.customer_id, None, mailable_or_none(caller.email))
        return cls(None, caller.token_hash)

    @classmethod
    def stored(cls, text: str) -> StoredBuyer:
        """The buyer that was stored as this text."""
        kind, _, value = text.partition(":")
        return cls(value, None) if kind == "customer" else cls(None, value)

    def __str__(self) -> str:
        return f"customer:{self.customer_id}" if self.customer_id else f"guest:{self.token_hash}"
