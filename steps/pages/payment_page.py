"""The page with the total, the ways to pay, and the gateway's fields for the card."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any

from steps.pages.browsing import NoPage
from steps.pages.shown_money import money_shown
from steps.pages.shown_page import ShownPage
from steps.pages.shown_ways import names_of_way, way_shown
from steps.pages.tab import Tab
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money

_TOTAL = re.compile(r"^(?:Total|Gesamtsumme)\s+(?P<total>\S.*)$", re.MULTILINE)
_CODE = re.compile(r"^(?:Discount code|Rabattcode) (?P<code>\S+): (?P<said>.+)$", re.MULTILINE)
_WAY = re.compile(
    r"^(?!Discount code |Rabattcode )(?P<way>[^:\n]+): (?P<cost>Free|[^:\n]*\d[^:\n]*)$", re.MULTILINE
)
_ONLY_WAY = re.compile(r"^(?:Way of shipping|Versandart): (?P<way>.+)$", re.MULTILINE)
_SHIPPING = re.compile(r"^(?:Shipping|Versand)\s+(?P<cost>\S.*)$", re.MULTILINE)
_FREE = "Free"
_WAYS_TO_PAY = {
    "card": "Card|Karte",
    "wallet": "Wallet",
    "advance": "Bank transfer in advance|Überweisung im Voraus",
    "card_on_shipment": "Card, charged for each parcel .*|Karte, .*",
    "invoice": "On invoice, .*|Auf Rechnung, .*",
}
"""What the page calls them, in its languages. Not every cart, and not every customer, has the last two."""
_BY_TRANSFER = ("advance", "invoice")
_PAID_LATER = (*_BY_TRANSFER, "card_on_shipment")
_PAY = re.compile(r"^(?:Pay|Bezahlen:|Place the order for|Zahlungspflichtig bestellen:) (?P<total>.+)$")
_PAYS = ("Pay ", "Bezahlen:")
_LEFT_TO_PAY = re.compile(r"^(?:Left to pay|Noch zu zahlen)\s+(?P<left>\S.*)$", re.MULTILINE)
_SAID = "JSON.parse(sessionStorage.getItem('said') ?? '[]')"
# While a page is on its way, the driver looks for nothing in the old one: the page itself has to note it.
_WATCH = """
(button) => new MutationObserver(() => {
  const said = JSON.parse(sessionStorage.getItem("said") ?? "[]");
  sessionStorage.setItem("said", JSON.stringify([...said, button.textContent]));
}).observe(button, { childList: true, characterData: true, subtree: true })
"""
_REASONS = {
    "It does not apply": "other",
    "We do not know this code": "unknown",
    "It is for another currency": "wrong-currency",
    "It is not valid yet": "not-yet-valid",
    "It has expired": "expired",
    "It is used up": "used-up",
    "You have used it already": "used-by-customer",
    "It is for other titles": "no-title-for-it",
    "The subtotal is too small for it": "minimum-not-reached",
    "Nothing is left that it could take off": "nothing-left",
    "It is not offered any more": "withdrawn",
}


@dataclass(frozen=True)
class ShownPayment:
    """What the page shows: the total, and by discount code why it does not apply, None where it does.

    `to_pay` is what gift cards and store credit leave of the total.
    """

    total: Money
    to_pay: Money
    codes: Mapping[str, str | None]


@dataclass(frozen=True)
class PaymentPageObject:
    """The page in a tab."""

    tab: Tab

    @property
    def is_open(self) -> bool:
        """Whether the tab shows it."""
        return self.tab.in_shop and self.tab.place == "/payment"

    async def open(self) -> None:
        """Open the page; without an address, or without a cart to pay, another page comes."""
        await self.tab.open("/payment")
        await self.tab.demand_page()

    async def read(self) -> ShownPayment:
        """What the page shows. Raises AssertionError where its button names another amount."""
        return payment_in(await self.tab.demand_page())

    async def ship_by(self, way: str) -> ShownPage:
        """Choose this way of shipping, which the page offers; the page that comes."""
        names = "|".join(map(re.escape, names_of_way(way)))
        await self._summary.get_by_role("radio", name=re.compile(f"^(?:{names}):")).check()
        await self.tab.follow(self._summary.get_by_role("button"))
        return await self.tab.demand_page()

    async def choose(self, method: str, card: str) -> None:
        """Choose the way to pay, and the card in the gateway's fields. Raises NoPage where there are none.

        A transfer needs no card. Raises AssertionError where the button says that it pays what is paid later.
        """
        way = self._paying.get_by_role("radio", name=re.compile(f"^(?:{_WAYS_TO_PAY[method]})$"))
        if not await way.count():
            raise NoPage(f"the payment page does not offer to pay by {method}")
        await way.check()
        if method in _PAID_LATER:
            said = await self._button.inner_text()
            assert not said.startswith(_PAYS), f"what is paid later is paid by the button: {said!r}"
        if method in _BY_TRANSFER:
            return
        fields = self.tab.page.get_by_title(re.compile("Card details|Kartendaten")).content_frame
        await self._unless_trouble(fields.get_by_label("Test card").select_option(value=card))

    async def pay(self, clicks: int = 1) -> None:
        """Press the button, and wait for the page that answers. Raises NoPage where the card is not taken."""
        await self.tab.scroll_to(self._button)
        await self._unless_trouble(self.tab.follow(self._button, clicks))

    async def watch_button(self) -> tuple[float, float]:
        """Note what the button says from now on; the middle of it in the window."""
        await self._button.evaluate(_WATCH)
        await self.tab.scroll_to(self._button)
        box = await self._button.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    async def said_by_button(self) -> list[str]:
        """What the button has said since it is watched, also on an earlier page of this tab."""
        return [str(each) for each in await self.tab.page.evaluate(_SAID)]

    async def pay_by_keyboard(self) -> None:
        """Go to the button with the Tab key, and press Enter."""
        await self._unless_trouble(self.tab.press_by_keyboard(await self._button.inner_text()))

    @property
    def _button(self) -> Any:
        return self._paying.get_by_role("button")

    @property
    def _summary(self) -> Any:
        return self.tab.page.get_by_role("main").get_by_role("region").first

    @property
    def _paying(self) -> Any:
        return self.tab.page.get_by_role("main").get_by_role("region").last

    async def _unless_trouble(self, act: Awaitable[object]) -> None:
        """Do the act; raises NoPage where the page says that the payment service does not answer."""
        alert = self._paying.get_by_role("alert")
        trouble = asyncio.ensure_future(alert.wait_for(timeout=0))
        doing = asyncio.ensure_future(act)
        await asyncio.wait({trouble, doing}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done() or trouble.exception() is not None:
            trouble.cancel()
            await asyncio.gather(trouble, return_exceptions=True)
            await doing
            return
        doing.cancel()
        await asyncio.gather(doing, return_exceptions=True)
        raise NoPage(f"the payment page says: {await alert.inner_text()}")


def payment_in(shown: ShownPage) -> ShownPayment:
    """What a payment page shows. Raises AssertionError where its button names another amount."""
    text, button = shown.text, shown.regions[-1].buttons[-1]
    found = _TOTAL.search(text)
    assert found is not None, f"the payment page shows no total:\n{text}"
    total = money_shown(found["total"])
    rest, asked = _LEFT_TO_PAY.search(text), _PAY.match(button)
    to_pay = money_shown(rest["left"]) if rest else total
    paid = money_shown(asked["total"]) if asked else total.nothing
    said = f"the page leaves {in_words(to_pay)} to pay, and its button says {in_words(button)}"
    assert paid == to_pay, said
    codes = {code["code"]: _REASONS.get(code["said"]) for code in _CODE.finditer(text)}
    return ShownPayment(total, to_pay, codes)


def ways_in(shown: ShownPage) -> dict[str, Money]:
    """The ways of shipping that a payment page shows, with what each costs; none where nothing is shipped."""
    text = shown.regions[0].text
    ways = {each["way"]: each["cost"] for each in _WAY.finditer(text)}
    if only := _ONLY_WAY.search(text):
        found = _SHIPPING.search(text)
        ways = {only["way"]: found["cost"] if found else _FREE}
    free = payment_in(shown).total.nothing
    return {way_shown(way): free if cost == _FREE else money_shown(cost) for way, cost in ways.items()}
