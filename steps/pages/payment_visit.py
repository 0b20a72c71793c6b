"""A tab with a payment page, from the total that it shows to the outcome of what it submits."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from steps.drivers.api import NotOffered, Refused
from steps.drivers.cart import ShownQuote
from steps.drivers.checkout import ChallengeRequired, OrderConfirmation, PrepaidShares
from steps.pages.address_page import AddressPageObject
from steps.pages.bank_page import BankPageObject
from steps.pages.browsing import NoPage
from steps.pages.checkout_page import CheckoutPageObject
from steps.pages.payment_page import PaymentPageObject, ShownPayment, payment_in, ways_in
from steps.pages.prepaid_part import PrepaidPart
from steps.pages.tab import Tab
from steps.pages.visitor import Visitor
from steps.vocabulary.money import Money

_WHERE = ("email", "name", "line1", "line2", "city", "region", "postal_code", "country")
_BILL = "bill_to"


@dataclass(eq=False)
class PaymentVisit:
    """One payment page of one person. A second click while the first is under way is a double click."""

    visitor: Visitor
    tab: Tab
    address: Mapping[str, Any]
    key: str | None = None
    clicks: int = 1
    first_clicks: int = 1
    """How often the button is clicked in a row when something new is sent."""
    by_keyboard: bool = False
    """Whether the person has no mouse."""
    _sending: asyncio.Task[OrderConfirmation] | None = None
    _got_lost: bool = False

    way: str | None = None
    """The way of shipping that the person chooses; None: what the page has chosen."""

    async def open(self) -> ShownQuote:
        """Say where the order goes, unless the shop knows it, and read the payment page."""
        await self._say_where(self.address)
        page = PaymentPageObject(self.tab)
        shown = await self.tab.demand_page()
        ways = ways_in(shown)
        if self.way is not None and ways and self.way not in ways:
            told = {"shipping_method": self.way, "shipping_methods": list(ways)}
            raise Refused("shipping-method-not-offered", f"The page offers {', '.join(ways)}.", 422, told)
        if self.way is not None and len(ways) > 1:
            shown = await page.ship_by(self.way)
        seen = payment_in(shown)
        return ShownQuote("", seen.total, 0, seen.codes, ways)

    @property
    def page(self) -> PaymentPageObject:
        """The payment page."""
        return PaymentPageObject(self.tab)

    async def submit(self, key: str, submission: Mapping[str, Any]) -> OrderConfirmation:
        """Pay what was shown; the same key again repeats what was sent. Raises Refused and NoPage."""
        if self._sending is not None and not self._sending.done() and key == self.key:
            self.clicks += 1
        else:
            repeated, self.key, self.clicks = key == self.key, key, self.first_clicks
            self._sending = asyncio.create_task(self._sent(submission, repeated=repeated))
        return await asyncio.shield(self._sending)

    async def _sent(self, submission: Mapping[str, Any], *, repeated: bool) -> OrderConfirmation:
        try:
            if repeated:
                await self._repeat(submission)
            else:
                await self._pay(submission, await self._return_to_payment(submission))
            outcome = await CheckoutPageObject(self.tab).outcome()
        except NoPage:
            self._got_lost = True
            raise
        except ChallengeRequired:
            raise
        except Refused:
            self.visitor.give_back(self.tab)
            raise
        self._got_lost = False
        self.visitor.give_back(self.tab)
        return outcome

    async def _repeat(self, submission: Mapping[str, Any]) -> None:
        """What a person does who has no answer, or does not believe it."""
        page, again = self.page, self.tab.page.get_by_role("button", name="Ask again")
        if self._got_lost and not self.tab.in_shop:
            await self.tab.reload()
        elif self._got_lost and await again.count():
            await self.tab.follow(again)
        else:
            await page.open()
            if page.is_open:  # where the cart is bought, its result has come instead
                await self._pay(submission, await page.read())

    async def _return_to_payment(self, submission: Mapping[str, Any]) -> ShownPayment | None:
        """The payment page, with the total that the person agrees to; None where another page came."""
        await self.visitor.choose_language(self.tab, submission["locale"])
        where = {**submission["ship_to"], "email": submission["email"], _BILL: submission.get(_BILL)}
        page = PaymentPageObject(self.tab)
        if not _same({**where, "email": self.address["email"]}, self.address):
            raise NotOffered("a page shows the total for the address to which it sends the order")
        await self._say_where(where)
        if not page.is_open:
            await page.open()
        if not page.is_open:
            return None
        await self._pay_with(submission)
        shown, agreed = await page.read(), Money.read(submission["expected_total"])
        assert shown.total == agreed, f"the page shows {shown.total}, and the customer was to pay {agreed}"
        return shown

    async def _pay(self, submission: Mapping[str, Any], shown: ShownPayment | None) -> None:
        page, payment = self.page, submission["payment"]
        if shown is None:
            return
        if payment is not None and shown.to_pay.amount:
            await page.choose(payment["method"], (payment.get("token") or "").rpartition(" ")[2])
        if self.by_keyboard:
            await page.pay_by_keyboard()
        else:
            await page.pay(self.clicks)

    async def shares(self, submission: Mapping[str, Any]) -> PrepaidShares:
        """What the page shows that gift cards and store credit pay. Raises Refused."""
        await self._pay_with(submission)
        shown = await self.page.read()
        return await PrepaidPart(self.tab).shares(shown.total, shown.to_pay)

    async def pay_without_in_another_tab(self) -> None:
        """Take all gift cards out on the payment page of another tab; this page stays as it is."""
        other = await self.visitor.new_tab()
        await PaymentPageObject(other).open()
        await PrepaidPart(other).pay_with((), store_credit=False)

    async def _pay_with(self, submission: Mapping[str, Any]) -> None:
        """Name what the submission pays with before a card; a free order is not paid at all."""
        if Money.read(submission["expected_total"]).amount:
            credit = bool(submission.get("store_credit"))
            part = PrepaidPart(self.tab, by_keyboard=self.by_keyboard)
            await part.pay_with(submission.get("gift_cards", ()), store_credit=credit)

    async def _say_where(self, where: Mapping[str, Any]) -> None:
        known = self.visitor.delivery
        if not _same(where, known) or where.get(_BILL) != known.get(_BILL):
            page = AddressPageObject(self.tab)
            await page.open()
            await page.fill(where)
            self.visitor.delivery = {name: where.get(name) for name in (*_WHERE, _BILL)}
        if not PaymentPageObject(self.tab).is_open:
            await PaymentPageObject(self.tab).open()
        if self.tab.place == "/address":
            await AddressPageObject(self.tab).demand_accepted(where)
        if self.tab.place.startswith("/checkouts/"):
            raise Refused("cart-closed", (await self.tab.demand_page()).headline, 409)
        if self.tab.place == "/cart":
            await self.tab.demand_no_refusal()
            raise Refused("cart-empty", "Your cart is empty.", 409)


@dataclass
class PaymentVisits:
    """The payment pages that are open in a scenario, by the number that a submission carries."""

    open_pages: dict[int, PaymentVisit] = field(default_factory=dict)
    returning: set[Tab] = field(default_factory=set)
    """The tabs that leave the bank's page just now."""
    _numbers: count[int] = field(default_factory=lambda: count(1))

    async def opened(
        self, visitor: Visitor, address: Mapping[str, Any], way: str | None = None
    ) -> ShownQuote:
        """Open a payment page in a tab of its own, and choose the way of shipping."""
        where = {**address, "email": visitor.email or visitor.gives}
        visit = PaymentVisit(visitor, await visitor.take_tab(), where, way=way)
        try:
            shown = await visit.open()
        except (Refused, NoPage):
            visitor.give_back(visit.tab)
            raise
        number = next(self._numbers)
        self.open_pages[number] = visit
        return replace(shown, version=number)

    async def total(self, visitor: Visitor, address: Mapping[str, Any]) -> Money:
        """The total of a payment page from which nothing is sent."""
        where = {**address, "email": visitor.email or visitor.gives}
        async with visitor.reading:
            return (await PaymentVisit(visitor, await visitor.tab(), where).open()).total

    def of(self, submission: Mapping[str, Any]) -> PaymentVisit:
        """The page by which the submission was made. Raises NotOffered where it was made by none."""
        if submission.get("cart_version") not in self.open_pages:
            raise NotOffered("no page sends this submission")
        return self.open_pages[submission["cart_version"]]

    def tab_of(self, visitor: Visitor) -> Tab | None:
        """The tab of the person that shows the bank's page, None where none does."""
        tabs = [each.tab for each in self.open_pages.values() if each.visitor is visitor]
        return next((tab for tab in reversed(tabs) if BankPageObject(tab).is_open), None)


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all((one.get(name) or None) == (other.get(name) or None) for name in _WHERE)
