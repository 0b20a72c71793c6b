"""The page that lists a buyer's orders."""

from __future__ import annotations

from dataclasses import dataclass

from steps.pages.tab import Tab

_ERASE, _ERASE_FOR_GOOD = "Erase my personal data", "Erase them for good"
_ERASED = "Your personal data are erased."


@dataclass(frozen=True)
class OrdersPageObject:
    """The page in a tab."""

    tab: Tab

    async def open(self) -> None:
        """Open the page. Raises NoPage, and Refused where the session has ended."""
        await self.tab.open("/orders")
        await self.tab.demand_page()

    async def erase(self) -> bool:
        """Follow the link below the orders, and confirm; whether all of it is done. Raises Refused."""
        main = self.tab.page.get_by_role("main")
        await self.tab.follow(main.get_by_role("link", name=_ERASE))
        await self.tab.demand_page()
        await self.tab.follow(main.get_by_role("button", name=_ERASE_FOR_GOOD))
        return _ERASED in (await self.tab.demand_no_refusal()).text

    async def erase_by_keyboard(self) -> None:
        """The same with the keyboard alone."""
        await self.tab.press_by_keyboard(_ERASE)
        await self.tab.press_by_keyboard(_ERASE_FOR_GOOD)
        await self.tab.demand_no_refusal()

    async def numbers(self) -> list[str]:
        """The numbers of the orders, the latest first."""
        shown = await self.tab.demand_page()
        return [text for item in shown.main.items for text, _ in item.links]
