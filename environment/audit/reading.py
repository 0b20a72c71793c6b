"""Reads the books: one statement a database, one request to the gateway, one to the mail server."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from environment.audit import outside
from environment.audit.asking import Asker
from environment.audit.books import (
    Books,
    Call,
    Cart,
    Checkout,
    Copies,
    DiscountCode,
    Line,
    Message,
    Order,
    Payment,
    Post,
    Quote,
    Redemption,
    Reservation,
)
from environment.audit.facts import Facts
from environment.audit.queries import DOCUMENTS

_TIMEOUT = 5.0  # seconds
_ROWS: Mapping[str, type[Any]] = {
    "checkouts": Checkout,
    "carts": Cart,
    "orders": Order,
    "lines": Line,
    "messages": Message,
    "payments": Payment,
    "titles": Copies,
    "movements": Copies,
    "reserved": Line,
    "quotes": Quote,
    "codes": DiscountCode,
    "redemptions": Redemption,
    "posts": Post,
}


def ledger_of(gateway_url: str, control_token: str, trust: ssl.SSLContext) -> Asker:
    """The gateway's ledger, asked by the test's own entrance."""
    address = urlsplit(gateway_url)
    connection = HTTPSConnection(address.netloc, timeout=_TIMEOUT, context=trust)
    return Asker(connection, "/_sandbox/ledger", {"Authorization": f"Bearer {control_token}"})


def inbox_of(mail_url: str) -> Asker:
    """All mail that the mail server has taken."""
    return Asker(HTTPConnection(urlsplit(mail_url).netloc, timeout=_TIMEOUT), "/inbox")


class Reader:
    """Reads everything, in the order in which work passes through the bookstore."""

    def __init__(self, facts: Facts, ledger: Asker, inbox: Asker, now: Callable[[], datetime]) -> None:
        self._facts = facts
        self._ledger = ledger
        self._inbox = inbox
        self._now = now

    def __call__(self) -> Books:
        """The books as they are now.

        Raises sqlalchemy.exc.DBAPIError or NotAnswered where a part of the environment is not there.
        """
        documents: dict[str, Any] = {}
        # Asked as soon as the service has been read that talks to it; answered while others are read.
        outside_of = {"notifications": self._inbox, "payments": self._ledger}
        for service, query in DOCUMENTS.items():
            documents |= self._facts.document(service, query)
            if service in outside_of:
                outside_of[service].ask()
        stored = _stored(documents)
        ledger, inbox = self._ledger.answer(), self._inbox.answer()
        return replace(
            stored,
            charges=outside.charges(ledger),
            refunds=outside.refunds(ledger),
            webhooks=ledger["totals"]["webhooks_unsettled"],
            mails=tuple(outside.mail(found) for found in inbox["mails"]),
            now=self._now(),
        )

    def close(self) -> None:
        """Close the connections to the gateway and the mail server."""
        self._ledger.close()
        self._inbox.close()


def _stored(documents: Mapping[str, Sequence[Mapping[str, Any]]]) -> Books:
    rows: dict[str, Any] = {
        name: tuple(kind(**row) for row in documents[name]) for name, kind in _ROWS.items()
    }
    reservations = tuple(
        Reservation(row["checkout_id"], row["state"], datetime.fromisoformat(row["expires_at"]))
        for row in documents["reservations"]
    )
    return Books(**rows, reservations=reservations)


UnexpectedCalls = Callable[[], Sequence[Call]]


def none_expected() -> Sequence[Call]:
    """Where no arrow has declared what it expects, no call is unexpected."""
    return ()
