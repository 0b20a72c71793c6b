"""The page of the cart: its lines, and the forms that change it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Refused
from steps.drivers.cart import ShownAvailability
from steps.pages.shown_page import ShownPart
from steps.pages.tab import Tab

_LEFT = re.compile(r"Left: (\d+)")
_IN_STOCK = re.compile(r"In stock: (\d+)")
_STANDINGS = {
    "Sold out: remove it to go on.": "sold-out",
    "Not on sale any more: remove it to go on.": "withdrawn",
    "We cannot tell right now whether it is in stock.": "unknown",
}
_CODE = re.compile(r"Discount code (\S+)")
_TOO_FEW = "Fewer copies are left than you want."


@dataclass(frozen=True)
class SeenCartLine:
    """One line as the page shows it."""

    sku: str
    title: str
    copies: int
    availability: ShownAvailability


@dataclass(frozen=True)
class CartPageObject:
    """The page in a tab."""

    tab: Tab

    async def open(self) -> None:
        """Open the page. Raises NoPage, and Refused where the session has ended."""
        await self.tab.open("/cart")
        await self.tab.demand_page()

    async def lines(self) -> list[SeenCartLine]:
        """The lines, in the order of the page."""
        return [_line(each) for each in (await self.tab.demand_page()).main.items]

    async def change(self, sku: str, copies: int) -> None:
        """Set the copies of a title; raises Refused, also where the cart does not have it."""
        line = await self._line_of(sku)
        await line.get_by_role("textbox").fill(str(copies))
        await self.tab.follow(line.get_by_role("button", name=re.compile("^Change the copies")))
        await self.tab.demand_no_refusal()

    async def remove(self, sku: str) -> None:
        """Remove a title."""
        line = await self._line_of(sku)
        await self.tab.follow(line.get_by_role("button", name=re.compile("^Remove")))
        await self.tab.demand_no_refusal()

    async def codes(self) -> list[str]:
        """The discount codes, in the order of the page."""
        names = [await each.inner_text() for each in await self._code_forms.all()]
        return [found[1] for name in names if (found := _CODE.search(name))]

    async def enter_code(self, code: str) -> None:
        """Enter a discount code. Raises Refused."""
        await self.tab.page.get_by_label(re.compile("^(Discount|Another discount) code$")).fill(code)
        await self.tab.follow(self.tab.page.get_by_role("button", name="Apply"))
        await self.tab.demand_no_refusal()

    async def take_code_out(self, code: str) -> None:
        """Remove a discount code."""
        name = f"Remove the discount code {code}"
        await self.tab.follow(self.tab.page.get_by_role("button", name=name, exact=True))
        await self.tab.demand_no_refusal()

    @property
    def _items(self) -> Any:
        return self.tab.page.get_by_role("main").get_by_role("list").get_by_role("listitem")

    @property
    def _code_forms(self) -> Any:
        return self.tab.page.get_by_role("form", name=re.compile("^Discount code "))

    async def _line_of(self, sku: str) -> Any:
        for place, line in enumerate(await self.lines()):
            if line.sku == sku:
                return self._items.nth(place)
        raise Refused("not-in-cart", f"the cart has no line with {sku}", 404)


def _line(item: ShownPart) -> SeenCartLine:
    [(title, address)], [copies] = item.links, item.fields
    return SeenCartLine(_sku_in(address), title, int(copies.value), _availability(item.text))


def _sku_in(address: str) -> str:
    return address.rpartition("/")[2]


def _availability(text: str) -> ShownAvailability:
    for told, standing in _STANDINGS.items():
        if told in text:
            return ShownAvailability(standing, None if standing == "unknown" else 0)
    if _TOO_FEW in text:
        left = _LEFT.search(text)
        return ShownAvailability("not-enough-copies", int(left[1]) if left else None)
    left = _IN_STOCK.search(text)
    return ShownAvailability("in-stock" if left else "unknown", int(left[1]) if left else None)
