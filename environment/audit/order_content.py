"""An order, a quote and a mail in full: every line, amount and word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from environment.reckoning.bill import Bill, bill_of
from environment.reckoning.refund import ReckonedRefund, RefundShare
from environment.reckoning.shipping import STANDARD


@dataclass(frozen=True)
class QuoteRow:
    """The binding quote of a checkout. `bill` is None where only its total is known."""

    checkout_id: str
    grand_total: int
    currency: str
    bill: Bill | None = None
    shipping_method: str | None = STANDARD

    @classmethod
    def read(cls, bill: Mapping[str, Any], **fields: Any) -> QuoteRow:
        """From a row of queries.py; each line of a quote has its tax rate."""
        lines = [{**line, "tax_rate": Fraction(line["tax_rate"])} for line in bill["lines"]]
        return cls(**fields, bill=bill_of(bill, lines))


@dataclass(frozen=True)
class OrderContent:
    """What an order consists of. Its addresses have the fields that are not empty."""

    checkout_id: str
    number: str
    locale: str
    address: tuple[tuple[str, str], ...]
    placed_at: datetime
    discount_codes: tuple[str, ...]
    payment_method: str
    bill: Bill
    shipping_method: str | None = STANDARD
    billing_address: tuple[tuple[str, str], ...] = ()
    captured: int = 0
    refunds: tuple[ReckonedRefund, ...] = ()

    @classmethod
    def read(cls, bill: Mapping[str, Any], **fields: Any) -> OrderContent:
        """From a row of queries.py."""
        address = tuple((name, text) for name, text in fields["address"].items() if text)
        refunds = tuple(
            ReckonedRefund(**{**refund, "shares": tuple(RefundShare(**share) for share in refund["shares"])})
            for refund in fields["refunds"]
        )
        placed_at = datetime.fromisoformat(fields["placed_at"])
        bill_to = fields.pop("bill_to", None) or {}
        billing = tuple((name, text) for name, text in bill_to.items() if text)
        known = {
            **fields,
            "address": address,
            "billing_address": billing,
            "refunds": refunds,
            "placed_at": placed_at,
            "discount_codes": tuple(fields["discount_codes"]),
        }
        return cls(**known, bill=bill_of(bill, bill["lines"]))


@dataclass(frozen=True)
class Letter:
    """The words of a mail. `about` is the part of its Message-ID that tells mails of one kind apart."""

    order_number: str
    kind: str
    about: str
    subject: str
    language: str
    text: str
    html: str
