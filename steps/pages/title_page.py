"""The page of one title, with the form that adds copies to the cart."""

from __future__ import annotations

from dataclasses import dataclass

from steps.drivers.api import Refused
from steps.pages.refusal import gone_title
from steps.pages.tab import Tab

_SOLD_OUT, _COPIES = "Sold out", "Copies"


@dataclass(frozen=True)
class TitlePageObject:
    """The page in a tab."""

    tab: Tab

    async def open(self, sku: str) -> None:
        """Open the page. Raises Refused where the title is not on sale, or sold out."""
        await self.tab.open(f"/titles/{sku}")
        shown = await self.tab.demand_page()
        refusal = self.tab.refusal_in(shown)
        if refusal is not None and refusal.slug == "title-not-found":
            raise gone_title(sku, refusal.detail)
        if _SOLD_OUT in shown.text.splitlines():
            named = {"sku": shown.headline, "available": 0, "reason": "not-enough-copies"}
            raise Refused("not-enough-copies", _SOLD_OUT, 409, named)

    async def choose(self, copies: int) -> None:
        """Type how many copies are wanted. The page of an e-book asks for no number: it is bought once."""
        shown = (await self.tab.demand_page()).main.field(_COPIES)
        if copies > 1 or (shown is not None and shown.value != str(copies)):
            await self.tab.page.get_by_label(_COPIES).fill(str(copies))

    async def add(self, clicks: int = 1) -> None:
        """Add them to the cart. Raises Refused."""
        button = self.tab.page.get_by_role("button", name="Add to cart")
        await self.tab.follow(button, clicks)
        await self.tab.demand_no_refusal()
