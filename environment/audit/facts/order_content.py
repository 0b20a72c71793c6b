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


Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ParcelContent:
    """One shipment of an order: its copies by SKU, and the fields of the address that are not empty.

    `charge` is what the card is charged for it, in minor units, where that is at shipment.
    """

    shipment_id: str
    address: Fields
    copies: Mapping[str, int]
    at: str = ""
    """When it left (ISO 8601, all of one form)."""
    charge: int | None = None
    charge_state: str | None = None

    @classmethod
    def read(cls, fields: Mapping[str, Any]) -> ParcelContent:
        """From a row of queries.py."""
        return cls(**{**fields, "address": _filled(fields["address"])})


@dataclass(frozen=True)
class DownloadRow:
    """The link to an e-book of an order. `is_refunded`: by the shop, or canceled by the customer."""

    checkout_id: str
    sku: str
    is_opened: bool
    is_refunded: bool


@dataclass(frozen=True)
class TransferTermsRow:
    """Where the customer of an order transfers the money to, under which reference, and until when."""

    account: str
    reference: str
    due_at: datetime


@dataclass(frozen=True)
class FormerAddresses:
    """Where an order was to go, and its bill where that was another address."""

    address: Fields
    billing_address: Fields

    @classmethod
    def read(cls, fields: Mapping[str, Any]) -> FormerAddresses:
        """From an entry of the column `former_addresses`."""
        return cls(_filled(fields["ship_to"]), _filled(fields["bill_to"] or {}))


@dataclass(frozen=True)
class OrderContent:
    """What an order consists of. Its addresses have the fields that are not empty."""

    checkout_id: str
    number: str
    locale: str
    address: Fields
    placed_at: datetime
    discount_codes: tuple[str, ...]
    payment_method: str
    bill: Bill
    shipping_method: str | None = STANDARD
    billing_address: Fields = ()
    captured: int = 0
    redeemed: int = 0
    erased: bool = False
    former: tuple[FormerAddresses, ...] = ()
    """The addresses that were changed, the oldest first."""
    refunds: tuple[ReckonedRefund, ...] = ()
    shipments: tuple[ParcelContent, ...] = ()
    returns: tuple[ParcelContent, ...] = ()
    """What came back together; it has no address."""
    exchanges: tuple[ParcelContent, ...] = ()
    """What was exchanged together; it has no address either."""
    links: tuple[tuple[str, str], ...] = ()
    """By SKU of each e-book, the hash of the token of its link."""
    terms: TransferTermsRow | None = None
    flag: str | None = None
    """Why the staff must look at its payment."""

    @classmethod
    def read(cls, bill: Mapping[str, Any], **fields: Any) -> OrderContent:
        """From a row of queries.py."""
        refunds = tuple(
            ReckonedRefund(**{**refund, "shares": tuple(RefundShare(**share) for share in refund["shares"])})
            for refund in fields["refunds"]
        )
        placed_at = datetime.fromisoformat(fields["placed_at"])
        billing = _filled(fields.pop("bill_to", None) or {})
        account, reference, due_at = (fields.pop(name, None) for name in ("account", "reference", "due_at"))
        known = {
            **fields,
            "address": _filled(fields["address"]),
            "shipments": tuple(map(ParcelContent.read, fields.get("shipments", ()))),
            "returns": tuple(map(ParcelContent.read, fields.get("returns", ()))),
            "exchanges": tuple(map(ParcelContent.read, fields.get("exchanges", ()))),
            "billing_address": billing,
            "former": tuple(map(FormerAddresses.read, fields.get("former", ()))),
            "refunds": refunds,
            "links": tuple((fields.get("links") or {}).items()),
            "placed_at": placed_at,
            "discount_codes": tuple(fields["discount_codes"]),
            "terms": TransferTermsRow(account, reference, datetime.fromisoformat(due_at)) if due_at else None,
        }
        return cls(**known, bill=bill_of(bill, bill["lines"]))


def _filled(address: Mapping[str, str]) -> Fields:
    return tuple((name, text) for name, text in address.items() if text)


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
