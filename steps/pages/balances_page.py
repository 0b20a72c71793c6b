"""The page that says what is left of a gift card, and of the store credit of a customer."""

from __future__ import annotations

from dataclasses import dataclass

from steps.pages.shown_money import money_shown
from steps.pages.tab import Tab
from steps.vocabulary.money import Money

_CREDIT = "Your store credit"


@dataclass(frozen=True)
class BalancesPageObject:
    """The page in a tab."""

    tab: Tab

    async def open(self) -> None:
        """Open the page."""
        await self.tab.open("/gift-cards")
        await self.tab.demand_page()

    async def left(self, code: str) -> Money:
        """Type the code, and read what is left of its card. Raises Refused."""
        main = self.tab.page.get_by_role("main")
        await main.get_by_role("textbox").fill(code)
        await self.tab.follow(main.get_by_role("button", name="See what is left"))
        await self.tab.demand_no_refusal()
        told = await main.get_by_role("status").inner_text()
        return money_shown(told.rpartition(": ")[2])

    async def credit(self) -> dict[str, Money]:
        """The store credit that the page shows to a customer, by currency."""
        region = self.tab.page.get_by_role("main").get_by_role("region", name=_CREDIT)
        found = map(money_shown, await region.get_by_role("listitem").all_inner_texts())
        return {each.currency: each for each in found}
