"""Asks pricing for the tax rates of the binding quote, which orders does not store."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from bookstore.orders.invoices.invoice import AppliedTax, Invoice, invoice_of, require_invoice
from bookstore.orders.model import Order
from bookstore.platform.http import OutcomeUnknown, ServiceClient
from bookstore.platform.schemas import ReplyBody


class RatedLine(ReplyBody):
    """The tax of one line."""

    sku: str
    tax_rate: str
    tax_place: str | None


class RatedQuote(ReplyBody):
    """The fields of a binding quote that orders reads."""

    lines: tuple[RatedLine, ...]


class Invoices:
    """Writes invoices. Pricing keeps a binding quote as it was given, so that every copy is the same."""

    def __init__(self, pricing: ServiceClient) -> None:
        self._pricing = pricing

    def of(self, order: Order) -> Invoice:
        """The invoice of the order. Raises NoInvoice, and CallFailed where pricing tells no rates."""
        require_invoice(order)
        return invoice_of(order, self._taxes(order.checkout_id, order))

    def _taxes(self, quote_id: UUID, order: Order) -> Mapping[str, AppliedTax]:
        answer = self._pricing.call("GET", f"/quotes/{quote_id}")
        if not answer.accepted:
            raise OutcomeUnknown(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
        lines = answer.read(RatedQuote).lines
        taxes = {line.sku: AppliedTax(line.tax_rate, line.tax_place) for line in lines}
        missing = [line.sku for line in order.purchase.lines if line.sku not in taxes]
        if missing:
            raise OutcomeUnknown(f"{answer.arrow}: the quote has no tax rate for {', '.join(missing)}")
        return taxes
