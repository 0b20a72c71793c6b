"""The links by which e-books are delivered: one for each e-book of a paid order, with a token as its key."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bookstore.orders.purchase import OrderLine
from bookstore.platform.auth import token_hash

_TOKEN_BYTES = 32  # 256 bits, more than can be guessed


@dataclass(frozen=True)
class Download:
    """The link to one e-book of an order. Its token is known only while the link is made; its hash stays."""

    sku: str
    token_hash: str
    opened_at: datetime | None = None
    token: str = field(default="", repr=False, compare=False)

    @classmethod
    def made_for(cls, sku: str) -> Download:
        """A new link."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        return cls(sku, token_hash(token), token=token)

    def opened(self, now: datetime) -> Download:
        """The link after it was opened; the first time counts."""
        return replace(self, opened_at=self.opened_at or now)


def links_to(lines: Iterable[OrderLine]) -> tuple[Download, ...]:
    """A new link to each of the e-books."""
    return tuple(Download.made_for(line.sku) for line in lines if line.kind.by_link)
