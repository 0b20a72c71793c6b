"""The page that lists a buyer's orders."""

from __future__ import annotations

from dataclasses import dataclass

from steps.pages.tab import Tab


@dataclass(frozen=True)
class OrdersPageObject:
    """The page in a tab."""

    tab: Tab

    async def open(self) -> None:
        """Open the page. Raises NoPage, and Refused where the session has ended."""
        await self.tab.open("/orders")
        await self.tab.demand_page()

    async def numbers(self) -> list[str]:
        """The numbers of the orders, the latest first."""
        items = self.tab.page.get_by_role("main").get_by_role("listitem").get_by_role("link")
        return [str(each) for each in await items.all_inner_texts()]
