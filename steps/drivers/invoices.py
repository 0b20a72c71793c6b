"""Invoices of orders, as their customers get them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from steps.vocabulary.money import Money


@dataclass(frozen=True)
class ShownCreditNote:
    """What an invoice no longer charges, and the tax that is part of it."""

    number: str
    amount: Money
    tax: Money


@dataclass(frozen=True)
class ShownInvoiceLine:
    """Copies of one title. `tax_rate` is a fraction ("0.1" is 10 %); the discount is not yet taken off.

    `tax_place` is the country ("DE") or the region ("US-WA") whose tax it is, where there is one.
    """

    title: str
    copies: int
    unit_price: Money
    line_total: Money
    discount: Money
    tax: Money
    tax_rate: str
    tax_added: bool = True
    tax_place: str | None = None
    is_shipped: bool = True


@dataclass(frozen=True)
class ShownInvoice:
    """One copy of an invoice. Two copies of the same invoice are equal, but for later credit notes."""

    number: str
    issued_at: datetime
    bill_to: Mapping[str, Any]
    lines: tuple[ShownInvoiceLine, ...]
    subtotal: Money
    discount: Money
    shipping: Money
    tax: Money
    tax_added: bool
    total: Money
    credit_notes: tuple[ShownCreditNote, ...]


def invoice_of(body: Mapping[str, Any]) -> ShownInvoice:
    """The invoice that an answer of the bookstore has."""
    currency = body["currency"]
    return ShownInvoice(
        number=body["number"],
        issued_at=datetime.fromisoformat(body["issued_at"]),
        bill_to=body["bill_to"],
        lines=tuple(_line(line, currency) for line in body["lines"]),
        subtotal=Money(body["subtotal"], currency),
        discount=Money(body["discount"], currency),
        shipping=Money(body["shipping"], currency),
        tax=Money(body["tax"], currency),
        tax_added=body["tax_mode"] == "added",
        total=Money(body["grand_total"], currency),
        credit_notes=tuple(_note(note, currency) for note in body["credit_notes"]),
    )


def _line(body: Mapping[str, Any], currency: str) -> ShownInvoiceLine:
    return ShownInvoiceLine(
        title=body["title"],
        copies=body["quantity"],
        unit_price=Money(body["unit_price"], currency),
        line_total=Money(body["line_total"], currency),
        discount=Money(body["discount"], currency),
        tax=Money(body["tax"], currency),
        tax_rate=body["tax_rate"],
        tax_added=body["tax_mode"] == "added",
        tax_place=body["tax_place"],
        is_shipped=body["kind"] == "printed",
    )


def _note(body: Mapping[str, Any], currency: str) -> ShownCreditNote:
    return ShownCreditNote(body["number"], Money(body["amount"], currency), Money(body["tax"], currency))
