"""The bank's page, on which a customer confirms a payment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from steps.pages.tab import Tab

_REFERENCE = re.compile(r"Reference of the shop: (?P<checkout>[0-9a-f-]{36})")


@dataclass(frozen=True)
class BankPageObject:
    """The page in a tab."""

    tab: Tab

    @property
    def is_open(self) -> bool:
        """Whether the tab shows it."""
        return not self.tab.in_shop and "/bank/" in self.tab.place

    async def checkout_id(self) -> str:
        """The checkout that is paid, as the page refers to it."""
        found = _REFERENCE.search((await self.tab.look()).text)
        assert found is not None, "the bank's page names no checkout"
        return found["checkout"]

    async def decide(self, *, confirm: bool) -> None:
        """Confirm or refuse the payment, and come back to the shop."""
        name = "Confirm the payment" if confirm else "Refuse the payment"
        await self.tab.follow(self.tab.page.get_by_role("button", name=name))

    async def come_back(self) -> bool:
        """Follow the link back to the shop; False where the bank still waits for a decision."""
        await self.tab.reload()
        link = self.tab.page.get_by_role("link", name="Back to the shop")
        if not await link.count():
            return False
        await self.tab.follow(link)
        return True
