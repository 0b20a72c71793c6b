"""Reads a snapshot: one statement a database, one request to the gateway, one to the mail server."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environment.audit.facts import ledger_and_inbox
from environment.audit.facts.books import BooksReader
from environment.audit.facts.database_probe import DatabaseProbe
from environment.audit.facts.discount_code_rows import DiscountCodeRow, RedemptionRow
from environment.audit.facts.gift_card_rows import GiftCardRedemptionRow, GiftCardRow, SoldGiftCardRow
from environment.audit.facts.http_query import HttpQuery
from environment.audit.facts.mail_rows import OutgoingMailRow
from environment.audit.facts.order_content import DownloadRow, OrderContent, QuoteRow
from environment.audit.facts.queries import DOCUMENTS, PARTS
from environment.audit.facts.reminder_rows import ReminderRow
from environment.audit.facts.shipment_rows import ExchangedRow, ReturnedRow, ShippedRow
from environment.audit.facts.snapshot import (
    CartRow,
    CheckoutRow,
    LineRow,
    MessageRow,
    OrderRow,
    PaymentRow,
    Snapshot,
)
from environment.audit.facts.stock_rows import ReservationRow, StockRow
from environment.audit.facts.transfer_rows import (
    ExpectedTransferRow,
    ReceivableRow,
    RepaymentRow,
    TransferRow,
)
from environment.doubles.mail.inbox_client import token_header

_TIMEOUT = 5.0  # seconds
_ROWS: Mapping[str, Callable[..., Any]] = {
    "checkouts": CheckoutRow,
    "carts": CartRow,
    "orders": OrderRow,
    "order_contents": OrderContent.read,
    "order_lines": LineRow,
    "shipped_copies": ShippedRow,
    "came_back": ReturnedRow,
    "exchanged": ExchangedRow,
    "downloads": DownloadRow,
    "messages": MessageRow,
    "payments": PaymentRow,
    "gift_cards": GiftCardRow.read,
    "gift_card_redemptions": GiftCardRedemptionRow.read,
    "sold_gift_cards": SoldGiftCardRow,
    "expected_transfers": ExpectedTransferRow,
    "transfers": TransferRow.read,
    "reminders": ReminderRow.read,
    "repayments": RepaymentRow.read,
    "receivables": ReceivableRow,
    "titles": StockRow,
    "movements": StockRow,
    "reservation_lines": LineRow,
    "returned_copies": LineRow,
    "exchanged_copies": LineRow,
    "quotes": QuoteRow.read,
    "codes": DiscountCodeRow,
    "redemptions": RedemptionRow,
    "outgoing_mails": OutgoingMailRow,
}


def ledger_of(gateway_url: str, control_token: str, trust: ssl.SSLContext) -> HttpQuery:
    """The query of the gateway's ledger, which the sandbox serves for tests only."""
    address = urlsplit(gateway_url)
    connection = HTTPSConnection(address.netloc, timeout=_TIMEOUT, context=trust)
    return HttpQuery(connection, "/_sandbox/ledger", {"Authorization": f"Bearer {control_token}"})


def inbox_of(mail_url: str, authority: Path | None = None, token: str = "") -> HttpQuery:
    """The query of all accepted mails; `authority` as in environment.doubles.mail.inbox."""
    address = urlsplit(mail_url)
    if address.scheme == "https":
        trust = ssl.create_default_context(cafile=authority)
        connection: HTTPConnection = HTTPSConnection(address.netloc, timeout=_TIMEOUT, context=trust)
    else:
        connection = HTTPConnection(address.netloc, timeout=_TIMEOUT)
    return HttpQuery(connection, "/inbox", token_header(token))


class SnapshotReader:
    """Reads the services in the order in which work passes through the bookstore."""

    def __init__(
        self,
        databases: DatabaseProbe,
        ledger: HttpQuery | None,
        inbox: HttpQuery | None,
        now: Callable[[], datetime],
        books: BooksReader | None = None,
    ) -> None:
        """Left out are a ledger or an inbox that is None, and databases that `databases` does not have.

        `books` are those of a shop whose tables are not ours.
        """
        self._databases = databases
        self._ledger = ledger
        self._inbox = inbox
        self._now = now
        self._books = books

    @property
    def parts(self) -> frozenset[str]:
        """The parts of the snapshot that are read."""
        stored = {part for service in self._databases.services for part in PARTS.get(service, ())}
        ledger = {"charges", "refunds", "webhooks"} if self._ledger else set()
        books = self._books.parts if self._books else frozenset[str]()
        return frozenset(stored | ledger | ({"mails", "letters"} if self._inbox else set())) | books

    def __call__(self) -> Snapshot:
        """A new snapshot.

        Raises sqlalchemy.exc.DBAPIError where a database is down, NotAnswered where the gateway or the mail
        server is, BadBooks where the statements of a shop cannot be used.
        """
        documents: dict[str, Any] = dict.fromkeys((*_ROWS, "reservations"), ())
        # A query is sent once the service that calls the gateway or the mail server has been read.
        queries = {"notifications": self._inbox, "payments": self._ledger}
        for service, query in DOCUMENTS.items():
            if service in self._databases.services:
                documents |= self._databases.document(service, query)
            if query_outside := queries.get(service):
                query_outside.send()
        books: dict[str, Any] = dict(self._books()) if self._books else {}
        return replace(_stored(documents), **books, **self._ledger_and_inbox(), now=self._now())

    def _ledger_and_inbox(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self._ledger:
            ledger = self._ledger.result()
            found |= {
                "charges": ledger_and_inbox.charges(ledger),
                "refunds": ledger_and_inbox.refunds(ledger),
            }
            found["webhooks"] = ledger["totals"]["webhooks_unsettled"]
        if self._inbox:
            mails = self._inbox.result()["mails"]
            found["mails"] = tuple(map(ledger_and_inbox.mail, mails))
            found["letters"] = tuple(letter for mail in mails for letter in ledger_and_inbox.letters(mail))
        return found

    def close(self) -> None:
        """Close the connections to the gateway, the mail server and the database of a shop."""
        for query in (self._ledger, self._inbox, self._books):
            if query:
                query.close()


def _stored(documents: Mapping[str, Sequence[Mapping[str, Any]]]) -> Snapshot:
    rows: dict[str, Any] = {
        name: tuple(kind(**row) for row in documents[name]) for name, kind in _ROWS.items()
    }
    reservations = tuple(
        ReservationRow(row["checkout_id"], row["state"], datetime.fromisoformat(row["expires_at"]))
        for row in documents["reservations"]
    )
    return Snapshot(**rows, reservations=reservations)
