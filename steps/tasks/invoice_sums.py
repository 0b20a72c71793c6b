"""Whether an invoice adds up: its lines, its taxes and its total, as record 5 reckons them."""

from __future__ import annotations

from fractions import Fraction

from environment.reckoning.bill import Bill, BillLine, reckoned
from environment.reckoning.wording import differences
from steps.drivers.invoices import ShownInvoice, ShownInvoiceLine


def what_is_wrong(invoice: ShownInvoice) -> list[str]:
    """Each amount of the invoice that is not what its prices, discount and tax rates make."""
    stated = _bill(invoice)
    return list(differences(stated, reckoned(stated, shipping_taxed=False), {}))


def _bill(invoice: ShownInvoice) -> Bill:
    return Bill(
        currency=invoice.total.currency,
        tax_mode=_mode(added=invoice.tax_added),
        lines=tuple(map(_line, invoice.lines)),
        subtotal=invoice.subtotal.amount,
        discount=invoice.discount.amount,
        shipping=invoice.shipping.amount,
        tax=invoice.tax.amount,
        grand_total=invoice.total.amount,
    )


def _line(line: ShownInvoiceLine) -> BillLine:
    amounts = (line.unit_price.amount, line.line_total.amount, line.discount.amount, line.tax.amount)
    return BillLine(
        line.title,
        line.copies,
        *amounts,
        Fraction(line.tax_rate),
        kind="printed" if line.is_shipped else "ebook",
        tax_mode=_mode(added=line.tax_added),
        tax_place=line.tax_place,
    )


def _mode(*, added: bool) -> str:
    return "added" if added else "included"
