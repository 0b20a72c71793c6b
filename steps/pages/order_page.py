"""The page of one order: its state, its content, and the form that cancels it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from steps.drivers.api import Refused
from steps.drivers.orders import AwaitedTransfer, Order, OrderLine, Refund
from steps.pages.shown_address import address_shown
from steps.pages.shown_money import money_shown
from steps.pages.shown_page import ShownPage
from steps.pages.shown_ways import way_shown
from steps.pages.tab import Tab
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money

_STATES = {
    "Not paid yet": "placed",
    "Waiting for your transfer": "awaiting",
    "To be paid on invoice": "owed",
    "Paid": "paid",
    "Charged when it leaves": "paid",
    "Refunded in full": "paid",
    "Being canceled": "canceling",
    "Canceled": "canceled",
}
_BEING_REFUNDED, _TAKEN_OFF = "pending", "taken off your invoice"
_REFUNDS = {
    "on its way to your card": "refunded",
    "on its way to your account": "refunded",
    "back on your gift card": "refunded",
    "not charged": "refunded",
    _TAKEN_OFF: "refunded",
    "sent back by your bank": "failed",
}
_GIVEN_AWAY = "The codes of the gift cards may have been given away"
_PARCEL, _RETURN, _EXCHANGE = (re.compile(rf"{word} \d+") for word in ("Parcel", "Return", "Exchange"))
_PARCEL_LINE = re.compile(r"(?P<copies>\d+) \N{MULTIPLICATION SIGN} (?P<title>.+)")
_LINE = re.compile(r"(?P<copies>\d+) \N{MULTIPLICATION SIGN} (?P<title>.+?) (?P<total>(?:[A-Z]{3} )?\S+)")
_REFUND = re.compile(r"Refund: (?P<amount>.+?) \((?P<state>.+)\)")
_PREPAID = "Gift cards and store credit"
_ROW = re.compile(rf"^(?P<name>Shipping|Total|{_PREPAID})\s+(?P<amount>\S.*)$", re.MULTILINE)
_WAY = re.compile(r"^Way of shipping: (?P<way>.+)$", re.MULTILINE)
_TRANSFER = re.compile(r"^(?P<name>Still to transfer|Our account|Reference)\s+(?P<said>\S.*)$", re.MULTILINE)
_CHARGE = re.compile(r"^Charged to your card: (?P<amount>.+)$", re.MULTILINE)
_FREE = "Free"
_SENT, _BILLED = "We send it to", "We send the bill to"
_ERASED = "Personal data"


@dataclass(frozen=True)
class OrderPageObject:
    """The page in a tab."""

    tab: Tab

    async def open(self, order_number: str) -> None:
        """Open the page. Raises Refused where this browser may not see the order."""
        await self.tab.open(f"/orders/{order_number}")
        await self.tab.demand_no_refusal()

    async def read(self) -> Order:
        """The order. The page has no id of a refund, and what was paid for a line alone it does not say.

        Raises ValueError where it asks for money of which nothing is missing.
        """
        shown = await self.tab.demand_page()
        text, number = shown.text, shown.headline.rpartition(" ")[2]
        if "Please pay by" in text and "Still to transfer" not in text:
            raise ValueError("the page asks for a transfer of an order of which nothing is missing")
        rows = {found["name"]: found["amount"] for found in _ROW.finditer(text)}
        total = money_shown(rows["Total"])
        state = next(state for said, state in _STATES.items() if said in text.splitlines())
        lines = _texts(shown, "What you bought")
        refunds = tuple(
            _refund(found) for each in _texts(shown, "History") if (found := _REFUND.fullmatch(each))
        )
        cost = rows.get("Shipping", _FREE)  # no row: nothing of it is shipped
        shipping = total.nothing if cost == _FREE else money_shown(cost)
        redeemed = money_shown(rows[_PREPAID]) if _PREPAID in rows else total.nothing
        way = _WAY.search(text)
        known = (number, state, total, tuple(map(_line, lines)), shipping, refunds)
        return Order(
            *known,
            redeemed=redeemed,
            shipped_by=way_shown(way["way"]) if way else "",
            parcels=tuple(_parcel(each.texts) for each in shown.regions_named(_PARCEL)),
            came_back=tuple(_parcel(each.texts) for each in shown.regions_named(_RETURN)),
            exchanged=tuple(_parcel(each.texts) for each in shown.regions_named(_EXCHANGE)),
            charges=tuple(money_shown(each["amount"]) for each in _CHARGE.finditer(text)),
            by_transfer="Bank transfer" in text.splitlines(),
        )

    async def _copies(self, heading: re.Pattern[str]) -> tuple[Mapping[str, int], ...]:
        """The copies by title of each region with this heading."""
        shown = await self.tab.page.get_by_role("main").get_by_role("region", name=heading).all()
        return tuple([_parcel(await each.get_by_role("listitem").all_inner_texts()) for each in shown])

    async def delivery(self) -> dict[str, Any]:
        """Where the order goes, and its bill: `email`, `ship_to`, `bill_to`, and `shipping_method`.

        Mail address and addresses are empty where the page says that the personal data were erased.
        """
        main = self.tab.page.get_by_role("main")
        if await main.get_by_role("region", name=_ERASED).count():
            return {
                "email": "",
                "ship_to": {},
                "bill_to": None,
                "shipping_method": (await self.read()).shipped_by,
            }
        sent, billed = main.get_by_role("region", name=_SENT), main.get_by_role("region", name=_BILLED)
        text = await sent.inner_text()
        return {
            "email": next(line for line in text.splitlines() if "@" in line),
            "ship_to": await address_shown(sent.locator("address").first),
            "bill_to": await address_shown(billed.locator("address")) if await billed.count() else None,
            "shipping_method": (await self.read()).shipped_by,
        }

    async def transfer_terms(self) -> AwaitedTransfer:
        """How it is paid by transfer; nothing is missing where no row says it. Raises ValueError."""
        shown = self.tab.page.get_by_role("main").get_by_role("region", name="Bank transfer")
        if not await shown.count():
            raise ValueError("the page of the order names no transfer")
        rows = {found["name"]: found["said"] for found in _TRANSFER.finditer(await shown.inner_text())}
        due_at = datetime.fromisoformat(str(await shown.get_by_role("time").get_attribute("datetime")))
        missing, total = rows.get("Still to transfer"), (await self.read()).grand_total
        asked = money_shown(missing) if missing else total.nothing
        return AwaitedTransfer(rows["Our account"], rows["Reference"], due_at, asked)

    async def cancel(self) -> None:
        """Press the button. Raises Refused where there is none, or the shop refuses."""
        button = self._cancel
        if not await button.count():
            raise Refused(await self._why_it_stays(), "the page of the order offers no cancellation", 409)
        await self.tab.follow(button)
        await self.tab.demand_no_refusal()

    async def claim(self) -> None:
        """Press the button. Raises Refused where there is none: the order is no guest's of this browser."""
        button = self.tab.page.get_by_role("button", name="Add the order to your account")
        if not await button.count():
            raise Refused("order-not-found", "the page of the order offers no account", 404)
        await self.tab.follow(button)
        await self.tab.demand_no_refusal()

    async def _why_it_stays(self) -> str:
        """Why the page has no button: the slug of the refusal."""
        if await self.tab.page.get_by_role("region", name=_PARCEL).count():
            return "already-shipped"
        given_away = await self.tab.page.get_by_text(_GIVEN_AWAY).count()
        return "gift-card-sold" if given_away else "checkout-in-progress"

    @property
    def _cancel(self) -> Any:
        return self.tab.page.get_by_role("button", name="Cancel the order")


def _texts(shown: ShownPage, region: str) -> list[str]:
    """What the items of this region say."""
    found = shown.region(region)
    return found.texts if found else []


def _line(text: str) -> OrderLine:
    found = _LINE.fullmatch(" ".join(text.split()))
    assert found is not None, f"the page shows a line without copies, title and total: {in_words(text)}"
    total = money_shown(found["total"])
    return OrderLine(found["title"], int(found["copies"]), total, total.amount)


def _parcel(texts: list[str]) -> dict[str, int]:
    found = [_PARCEL_LINE.fullmatch(" ".join(text.split())) for text in texts]
    return {each["title"]: int(each["copies"]) for each in found if each}


def _refund(found: re.Match[str]) -> Refund:
    amount = money_shown(found["amount"])
    state = _REFUNDS.get(found["state"], _BEING_REFUNDED)
    none: Money = amount.nothing
    taken_off = amount.amount if found["state"] == _TAKEN_OFF else 0
    return Refund("", state, amount, none, none, reduced=taken_off)
