"""The findings of the audit: one sentence each, and the rows that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class BreachKind(StrEnum):
    """The kinds of breaches. A scenario that ends with one declares it by this name."""

    CHARGED_WITHOUT_ORDER = "charged without an order"
    MONEY_NOT_REFUNDED = "money not refunded"
    PAID_WITHOUT_MONEY = "paid order without money"
    WRONG_AMOUNT = "wrong amount"
    WRONG_BILL = "wrong bill"
    WRONG_REFUND = "wrong refund"
    DOUBLE_CHARGE = "double charge"
    DOUBLE_REFUND = "double refund"
    HOLD_LEFT = "hold left"
    RECORDS_DIFFER = "payment records differ"
    OWED_TOO_MUCH = "owed too much"

    LOST_ORDER = "lost order"
    DOUBLE_ORDER = "double order"
    ORDER_WITHOUT_CHECKOUT = "order without a checkout"
    CART_LEFT_OPEN = "cart left open"

    OVERSOLD = "oversold"
    OVERSHIPPED = "overshipped"
    MISDIRECTED = "misdirected"
    OVERRETURNED = "more came back than had left"
    RETURN_MISCOUNTED = "return miscounted"
    OVEREXCHANGED = "more was exchanged than came back"
    EXCHANGE_MISCOUNTED = "exchange miscounted"
    COPIES_LOST = "copies lost"
    STOCK_MISCOUNTED = "stock miscounted"
    RESERVATION_LEFT = "reservation left"
    RESERVATION_OVERDUE = "reservation overdue"

    MAIL_MISSING = "mail missing"
    MAIL_TWICE = "mail twice"
    MAIL_NEEDLESS = "mail needless"
    MAIL_EARLY = "mail early"
    MAIL_TO_STRANGER = "mail to a stranger"
    MAIL_TOTAL_WRONG = "mail total wrong"
    MAIL_CONTENT_WRONG = "mail content wrong"
    MAIL_BOUNCED = "mail bounced"
    MAIL_UNCONFIRMED = "mail unconfirmed"

    PERSON_KEPT = "person kept"

    EBOOK_UNDELIVERED = "e-book undelivered"
    EBOOK_REFUNDED = "e-book opened and refunded"

    CODE_MISCOUNTED = "discount code miscounted"
    GIFT_CARD_MISCOUNTED = "gift card miscounted"
    GIFT_CARD_NOT_RELEASED = "gift card not released"
    GIFT_CARD_NOT_ISSUED = "gift card not issued"
    GIFT_CARD_NOT_PAID = "gift card not paid"

    CHECKOUT_UNFINISHED = "checkout unfinished"
    PAYMENT_UNSETTLED = "payment unsettled"
    ORDER_UNFINISHED = "order unfinished"
    MESSAGE_WAITING = "message waiting"
    MAIL_WAITING = "mail waiting"
    WEBHOOK_WAITING = "webhook waiting"

    UNHANDLED_EXCEPTION = "unhandled exception"
    UNEXPECTED_CALL = "unexpected call"

    NEEDLESS_DECLARATION = "needless declaration"


@dataclass(frozen=True)
class EvidenceTable:
    """Rows that prove a breach."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    @classmethod
    def of(cls, name: str, values: Iterable[Any]) -> EvidenceTable:
        """The values, dataclasses of one type, as rows; the names of their fields are the headings."""
        found = [asdict(value) for value in values]
        headings = tuple(key.replace("_", " ") for key in found[0]) if found else ()
        return cls(name, headings, tuple(tuple(row.values()) for row in found))


@dataclass(frozen=True)
class AuditBreach:
    """An invariant that does not hold: a sentence for testers, and its evidence.

    arrow: `caller -> callee` where the wrong value first appears; None where the rows do not tell.
    links: the operations that should have brought about what is missing, each as `arrow: word`, in place of
    those of the kind.
    """

    kind: BreachKind
    sentence: str
    evidence: tuple[EvidenceTable, ...] = ()
    arrow: str | None = None
    links: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.arrow}: {self.sentence}" if self.arrow else self.sentence


class AuditFailed(AssertionError):
    """The audit has found breaches; the message has one line for each."""

    def __init__(self, breaches: Sequence[AuditBreach]) -> None:
        super().__init__("\n".join(map(str, breaches)))
        self.breaches = tuple(breaches)

    @property
    def evidence(self) -> tuple[EvidenceTable, ...]:
        """Every table of every breach, each once."""
        return tuple(dict.fromkeys(table for breach in self.breaches for table in breach.evidence))


def demand_no_breach(breaches: Sequence[AuditBreach]) -> None:
    """Raises AuditFailed for one or more breaches."""
    if breaches:
        raise AuditFailed(breaches)
