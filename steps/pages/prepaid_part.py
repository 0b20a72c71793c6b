"""The part of the payment page for gift cards and store credit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from steps.drivers.checkout import PrepaidShares
from steps.pages.shown_money import money_shown
from steps.pages.shown_page import ShownPage, ShownPart
from steps.pages.tab import Tab
from steps.vocabulary.money import Money

_NAME = re.compile("^(?:Gift cards and store credit|Gutscheine und Guthaben)$")
_CARD = re.compile("^(?:Gift card ending in|Gutschein mit dem Ende) ([0-9A-Z]{1,4})$")
_CREDIT = re.compile("^(?:Store credit|Guthaben)$")
_TAKE_OUT = re.compile("^(?:Take out|Herausnehmen|Das Guthaben herausnehmen)")
_PAY_WITH_CREDIT = re.compile("^(?:Pay with store credit|Mit Guthaben bezahlen)$")
_GIVEN = re.compile("^\N{MINUS SIGN}(?P<amount>\\S.*)$", re.MULTILINE)
_SHOWN = 4  # symbols of a code


@dataclass(frozen=True)
class PrepaidPart:
    """The part of the page in a tab; `by_keyboard`: its person has no mouse."""

    tab: Tab
    by_keyboard: bool = False

    async def pay_with(self, codes: Sequence[str], *, store_credit: bool) -> None:
        """Name these gift cards and no others, in their order, and store credit or not. Raises Refused.

        A page that has refused something before has left it out: what is wanted is named again.
        """
        items = await self._named()
        endings = [found[1] for item in items if (found := _CARD.match(item.name))]
        if endings != [_ending(code) for code in codes]:
            await self._take_out(_CARD, items)
            for code in codes:
                await self._name(code)
            items = await self._named()
        if not store_credit:
            await self._take_out(_CREDIT, items)
        elif not any(_CREDIT.match(item.name) for item in items):
            await self.tab.follow(self._region.get_by_role("button", name=_PAY_WITH_CREDIT))
            await self.tab.demand_no_refusal()

    async def shares(self, total: Money, to_pay: Money) -> PrepaidShares:
        """What each gift card pays of the total, and store credit, as the page shows it."""
        items = await self._named()
        cards = [_given(each.text) for each in items if _CARD.match(each.name)]
        credit = [_given(each.text) for each in items if _CREDIT.match(each.name)]
        return PrepaidShares(tuple(cards), credit[0] if credit else total.nothing, to_pay)

    async def _name(self, code: str) -> None:
        """Type the code, and press Enter."""
        if self.by_keyboard:
            await self.tab.type_by_keyboard("gift_card", code)
        else:
            await self._region.get_by_role("textbox").fill(code)
        await self.tab.press_enter()
        await self.tab.demand_no_refusal()

    async def _take_out(self, what: re.Pattern[str], items: Sequence[ShownPart]) -> None:
        first = self._region.get_by_role("listitem", name=what).first
        while any(what.match(item.name) for item in items):
            await self.tab.follow(first.get_by_role("button", name=_TAKE_OUT))
            items = _named_on(await self.tab.demand_page())

    async def _named(self) -> Sequence[ShownPart]:
        """The gift cards and the store credit that the page pays with."""
        return _named_on(await self.tab.demand_page())

    @property
    def _region(self) -> Any:
        return self.tab.page.get_by_role("main").get_by_role("region", name=_NAME)


def _named_on(shown: ShownPage) -> Sequence[ShownPart]:
    part = shown.region(_NAME)
    return part.items if part else ()


def _ending(code: str) -> str:
    return code.replace("-", "")[-_SHOWN:]


def _given(text: str) -> Money:
    found = _GIVEN.search(text)
    assert found is not None, f"the payment page shows a gift card that gives nothing:\n{text}"
    return money_shown(found["amount"])
