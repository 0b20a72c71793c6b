"""Carts through pages: an id of a cart names the currency, since each currency has a cart of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from steps.drivers.cart import MergedCart, ShownAvailability, ShownQuote
from steps.drivers.shop_ports import Credentials
from steps.pages.browsing import Browsing
from steps.pages.cart_page import CartPageObject
from steps.pages.payment_visit import PaymentVisits
from steps.pages.tab import Tab
from steps.pages.title_page import TitlePageObject
from steps.pages.visitor import Visitor, Visitors
from steps.vocabulary.money import Money

T = TypeVar("T")


@dataclass
class _AddingClick:
    """One click on the button that adds copies, or a double click where two requests want the same."""

    clicks: int = 1
    made: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


@dataclass
class CartPages:
    """Implements `CartPort`."""

    browsing: Browsing
    visitors: Visitors
    payments: PaymentVisits
    _adding: dict[str, _AddingClick] = field(default_factory=dict)

    def open(self, credentials: Credentials, currency: str) -> tuple[str, str | None]:
        """Choose the currency; the cart begins with the first copy."""
        visitor = self.visitors.of(credentials)
        self.browsing.run(visitor.choose_currency(currency))
        return _cart_of(visitor), None

    def add(
        self, credentials: Credentials, cart_id: str, sku: str, copies: int, key: str | None = None
    ) -> None:
        """Add copies on the page of the title; two requests with one key at a moment are a double click."""
        visitor = self.visitors.of(credentials)
        self.browsing.run(self._added(visitor, sku, copies, key))

    def put(self, credentials: Credentials, cart_id: str, sku: str, copies: int) -> None:
        """Set the copies in the cart."""
        if copies == 0:
            self.remove(credentials, cart_id, sku)
            return
        self._in_cart(credentials, lambda page: self._put(page, sku, copies))

    def remove(self, credentials: Credentials, cart_id: str, sku: str) -> None:
        """Press the button that removes the title."""
        self._in_cart(credentials, lambda page: page.remove(sku))

    def lines(self, credentials: Credentials, cart_id: str) -> dict[str, int]:
        """The copies that the cart shows."""
        found = self._in_cart(credentials, lambda page: page.lines())
        return {line.sku: line.copies for line in found}

    def line_availability(self, credentials: Credentials, cart_id: str) -> dict[str, ShownAvailability]:
        """The availability that the cart shows."""
        found = self._in_cart(credentials, lambda page: page.lines())
        return {line.sku: line.availability for line in found}

    def quote(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> ShownQuote:
        """Open the payment page in a tab; the version is the number by which a submission names the page."""
        return self.browsing.run(self.payments.opened(self.visitors.of(credentials), address))

    def quote_by(
        self, credentials: Credentials, cart_id: str, address: Mapping[str, Any], way: str
    ) -> ShownQuote:
        """The same, with this way of shipping chosen on the page."""
        return self.browsing.run(self.payments.opened(self.visitors.of(credentials), address, way))

    def total(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> Money:
        """The total of the payment page."""
        return self.browsing.run(self.payments.total(self.visitors.of(credentials), address))

    def claim(self, customer: Credentials, guest: Credentials, cart_id: str) -> MergedCart:
        """Sign in as the customer in the guest's browser, in which the customer goes on."""
        visitor, owner = self.visitors.of(guest), self.visitors.of(customer)
        self.browsing.run(visitor.sign_in(str(owner.email)))
        return MergedCart(_cart_of(visitor), {})

    def next_cart(self, credentials: Credentials, cart_id: str) -> str | None:
        """The cart that the page shows now, None where it is empty."""
        return cart_id if self.lines(credentials, cart_id) else None

    def codes(self, credentials: Credentials, cart_id: str) -> list[str]:
        """The discount codes that the page lists."""
        return self._in_cart(credentials, lambda page: page.codes())

    def enter_code(self, credentials: Credentials, cart_id: str, code: str) -> None:
        """Type the code, and apply it."""
        self._in_cart(credentials, lambda page: page.enter_code(code))

    def take_code_out(self, credentials: Credentials, cart_id: str, code: str) -> None:
        """Press the button beside the code."""
        self._in_cart(credentials, lambda page: page.take_code_out(code))

    def _in_cart(self, credentials: Credentials, act: Callable[[CartPageObject], Awaitable[T]]) -> T:
        return self.browsing.run(self._opened(self.visitors.of(credentials), act))

    async def _opened(self, visitor: Visitor, act: Callable[[CartPageObject], Awaitable[T]]) -> T:
        async with visitor.reading:
            page = CartPageObject(await visitor.tab())
            await page.open()
            return await act(page)

    async def _put(self, page: CartPageObject, sku: str, copies: int) -> None:
        """Change the line; a title that the cart does not have is added first."""
        if sku not in {line.sku for line in await page.lines()}:
            await _add(page.tab, sku, copies)
        else:
            await page.change(sku, copies)

    async def _added(self, visitor: Visitor, sku: str, copies: int, key: str | None) -> None:
        name = f"{visitor.handle} {key}"
        if key is not None and name in self._adding:
            double = self._adding[name]
            double.clicks += 1
            await asyncio.shield(double.made)
            return
        click = self._adding[name] = _AddingClick()
        try:
            async with visitor.reading:
                await _add(await visitor.tab(), sku, copies, click)
        finally:
            del self._adding[name]
            click.made.set_result(None)


async def _add(tab: Tab, sku: str, copies: int, click: _AddingClick | None = None) -> None:
    page = TitlePageObject(tab)
    await page.open(sku)
    await page.choose(copies)
    await page.add(click.clicks if click else 1)


def _cart_of(visitor: Visitor) -> str:
    return f"the cart of {visitor.name} in {visitor.currency}"
