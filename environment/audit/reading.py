"""Reads the books: one statement a database, one request to the gateway, one to the mail server."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environment.audit import outside
from environment.audit.asking import Asker
from environment.audit.database_probe import Facts
from environment.audit.queries import DOCUMENTS, PARTS
from environment.audit.snapshot import (
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
from environment.doubles.mail.inbox_client import token_header

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


def inbox_of(mail_url: str, authority: Path | None = None, token: str = "") -> Asker:
    """All mail that the mail server has taken; the rest as for `InboxClient`."""
    address = urlsplit(mail_url)
    if address.scheme == "https":
        trust = ssl.create_default_context(cafile=authority)
        connection: HTTPConnection = HTTPSConnection(address.netloc, timeout=_TIMEOUT, context=trust)
    else:
        connection = HTTPConnection(address.netloc, timeout=_TIMEOUT)
    return Asker(connection, "/inbox", token_header(token))


class Reader:
    """Reads everything, in the order in which work passes through the bookstore."""

    def __init__(
        self, facts: Facts, ledger: Asker | None, inbox: Asker | None, now: Callable[[], datetime]
    ) -> None:
        """A ledger or inbox that is None, and a database that the facts do not have, are left out."""
        self._facts = facts
        self._ledger = ledger
        self._inbox = inbox
        self._now = now

    @property
    def parts(self) -> frozenset[str]:
        """The parts of the books that are read."""
        stored = {part for service in self._facts.services for part in PARTS[service]}
        ledger = {"charges", "refunds", "webhooks"} if self._ledger else set()
        return frozenset(stored | ledger | ({"mails"} if self._inbox else set()))

    def __call__(self) -> Books:
        """The books as they are now.

        Raises sqlalchemy.exc.DBAPIError or NotAnswered where a part of the environment is not there.
        """
        documents: dict[str, Any] = dict.fromkeys((*_ROWS, "reservations"), ())
        # Asked as soon as the service has been read that talks to it; answered while others are read.
        outside_of = {"notifications": self._inbox, "payments": self._ledger}
        for service, query in DOCUMENTS.items():
            if service in self._facts.services:
                documents |= self._facts.document(service, query)
            if asker := outside_of.get(service):
                asker.ask()
        return replace(_stored(documents), **self._outside(), now=self._now())

    def _outside(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self._ledger:
            ledger = self._ledger.answer()
            found |= {"charges": outside.charges(ledger), "refunds": outside.refunds(ledger)}
            found["webhooks"] = ledger["totals"]["webhooks_unsettled"]
        if self._inbox:
            found["mails"] = tuple(outside.mail(each) for each in self._inbox.answer()["mails"])
        return found

    def close(self) -> None:
        """Close the connections to the gateway and the mail server."""
        for asker in (self._ledger, self._inbox):
            if asker:
                asker.close()


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
