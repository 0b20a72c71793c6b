"""The page of an invoice: its lines, its totals, and the credit notes to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from steps.drivers.invoices import ShownCreditNote, ShownInvoice, ShownInvoiceLine
from steps.pages.shown_address import address_shown
from steps.pages.shown_money import money_shown
from steps.pages.tab import Tab
from steps.vocabulary.money import Money

_NOTE = re.compile(r"Credit note .+")
_FREE = "Free"
_TAX_ADDED, _TAX_INCLUDED = "Tax", "Tax included"


@dataclass(frozen=True)
class InvoicePageObject:
    """The page in a tab."""

    tab: Tab

    async def open(self, order_number: str) -> None:
        """Follow the link on the page of the order; who is shown none types the address. Raises Refused."""
        place = f"/orders/{order_number}"
        await self.tab.open(place)
        link = self.tab.page.get_by_role("main").get_by_role("link", name="Invoice")
        if await link.count():
            await self.tab.follow(link)
        else:
            await self.tab.open(f"{place}/invoice")
        await self.tab.demand_no_refusal()

    async def read(self) -> ShownInvoice:
        """The invoice, each amount as it stands there."""
        name = (await self.tab.look()).headline
        document = self.tab.page.get_by_role("article", name=name, exact=True)
        rows = await _totals(document)
        total, discount = money_shown(rows["Total"]), rows.get("Discount")
        cost = rows.get("Shipping", _FREE)  # no row: nothing of it is shipped
        tax_added = _TAX_ADDED in rows
        notes = await self.tab.page.get_by_role("article", name=_NOTE).all()
        return ShownInvoice(
            number=name.rpartition(" ")[2],
            issued_at=datetime.fromisoformat(await document.locator("time").first.get_attribute("datetime")),
            bill_to=await address_shown(document.locator("address").first),
            lines=tuple([_line(cells, tax_added=tax_added) for cells in await _rows(document)]),
            subtotal=money_shown(rows["Subtotal"]),
            discount=money_shown(discount.lstrip("\N{MINUS SIGN}")) if discount else total.nothing,
            shipping=total.nothing if cost == _FREE else money_shown(cost),
            tax=_tax(rows),
            tax_added=tax_added,
            total=total,
            credit_notes=tuple([await _note(each) for each in notes]),
        )


async def _totals(document: Any) -> dict[str, str]:
    """The amounts under the lines, by their names."""
    named = document.get_by_role("term"), document.get_by_role("definition")
    names, amounts = [await each.all_inner_texts() for each in named]
    return dict(zip(names, amounts, strict=True))


async def _rows(document: Any) -> list[list[str]]:
    """The texts of each row of the table: the title first."""
    rows = (await document.get_by_role("row").all())[1:]
    return [
        [await row.get_by_role("rowheader").inner_text(), *await row.get_by_role("cell").all_inner_texts()]
        for row in rows
    ]


def _line(cells: list[str], *, tax_added: bool) -> ShownInvoiceLine:
    """A line, which names its place and mode where another line has another one."""
    title, copies, price, discount, taxed, tax, total = cells
    rate, _, told = taxed.partition("%")
    place, _, included = told.strip().partition(", ")
    return ShownInvoiceLine(
        title=title,
        copies=int(copies),
        unit_price=money_shown(price),
        line_total=money_shown(total),
        discount=money_shown(discount),
        tax=money_shown(tax),
        tax_rate=str(Decimal(rate) / 100),
        tax_added=tax_added and not included,
        tax_place=place or None,
    )


async def _note(document: Any) -> ShownCreditNote:
    name = await document.get_by_role("heading").first.inner_text()
    rows = await _totals(document)
    return ShownCreditNote(name.rpartition(" ")[2], money_shown(rows["Given back"]), _tax(rows))


def _tax(rows: Mapping[str, str]) -> Money:
    """The tax that is added and the tax that is included."""
    taxes = [money_shown(rows[name]) for name in (_TAX_ADDED, _TAX_INCLUDED) if name in rows]
    return Money(sum(tax.amount for tax in taxes), taxes[0].currency)
