"""The page of a checkout: thanks for an order, a wait, a request to confirm, or why there is no order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.async_api import TimeoutError

from steps.drivers.api import Refused
from steps.drivers.checkout import ChallengeRequired, OrderConfirmation
from steps.pages.bank_page import BankPageObject
from steps.pages.browsing import NoPage
from steps.pages.shown_money import money_shown
from steps.pages.shown_page import ShownPage
from steps.pages.tab import Tab

_CHECKOUT = re.compile(r"/checkouts/(?P<id>[0-9a-f-]{36})")
_NUMBER = re.compile(r"BK-[0-9A-Z]{4}-[0-9A-Z]{4}")
_TOTAL = re.compile(r"^(?:Total|Gesamtsumme)\s+(?P<total>\S.*)$", re.MULTILINE)
_WAITING = "Your bank asks you to confirm the payment"
_WORKING = "Your order is being worked on"
_ENDS_WITHIN_MS = 15_000


@dataclass(frozen=True)
class CheckoutPageObject:
    """The page in a tab."""

    tab: Tab

    async def open(self, checkout_id: str) -> None:
        """Open the page of this checkout; one that waits goes on where its customer has confirmed."""
        await self.tab.open(f"/checkouts/{checkout_id}")

    async def outcome(self) -> OrderConfirmation:
        """What the page that answers a submission tells, whichever it is.

        Raises Refused, ChallengeRequired where the bank asks the customer, and NoPage.
        """
        if BankPageObject(self.tab).is_open:
            raise _challenge(await BankPageObject(self.tab).checkout_id())
        shown = await self.tab.demand_page()
        if shown.headline == _WORKING:
            shown = await self._when_it_has_ended()
        found, text = _CHECKOUT.fullmatch(self.tab.place), shown.text
        number = _NUMBER.search(text)
        if found and number:
            total = _TOTAL.search(text)
            assert total is not None, f"the page of the order shows no total:\n{text}"
            return OrderConfirmation(found["id"], number[0], money_shown(total["total"]))
        if found and _WAITING in text:
            raise _challenge(found["id"])
        if refusal := self.tab.refusal_in(shown):
            raise refusal
        if self.tab.place == "/cart":
            raise Refused("cart-empty", "Your cart is empty.", 409)
        raise NoPage(f"{self.tab.place} tells no outcome of the checkout:\n{text}")

    async def _when_it_has_ended(self) -> ShownPage:
        """The page looks again by itself."""
        working = self.tab.page.get_by_role("heading", name=_WORKING)
        try:
            await working.wait_for(state="detached", timeout=_ENDS_WITHIN_MS)
        except TimeoutError as late:
            raise NoPage("the order is still being worked on") from late
        await self.tab.note_arrival()
        return await self.tab.demand_page()


def _challenge(checkout_id: str) -> ChallengeRequired:
    return ChallengeRequired.told({"checkout_id": checkout_id, "action": "at the bank's page"})
