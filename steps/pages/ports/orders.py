"""Orders through pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from steps.drivers.invoices import ShownInvoice
from steps.drivers.orders import AwaitedTransfer, Order
from steps.drivers.shop_ports import Credentials
from steps.pages.browsing import Browsing
from steps.pages.invoice_page import InvoicePageObject
from steps.pages.order_address_page import OrderAddressPageObject
from steps.pages.order_page import OrderPageObject
from steps.pages.orders_page import OrdersPageObject
from steps.pages.tab import Tab
from steps.pages.visitor import Visitor, Visitors

T = TypeVar("T")


@dataclass
class OrderPages:
    """Implements `OrdersPort`, as far as pages tell it."""

    browsing: Browsing
    visitors: Visitors

    def of(self, credentials: Credentials) -> tuple[Order, ...]:
        """Every order that the list has, each as its own page shows it."""
        return self._in_tab(credentials, _all)

    def numbered(self, credentials: Credentials, order_number: str) -> Order:
        """The order as its page shows it. Raises Refused where this browser may not see it."""

        async def read(tab: Tab) -> Order:
            await OrderPageObject(tab).open(order_number)
            return await OrderPageObject(tab).read()

        return self._in_tab(credentials, read)

    def delivery(self, credentials: Credentials, order_number: str) -> Mapping[str, Any]:
        """What the page of the order says about where it goes."""

        async def read(tab: Tab) -> Mapping[str, Any]:
            await OrderPageObject(tab).open(order_number)
            return await OrderPageObject(tab).delivery()

        return self._in_tab(credentials, read)

    def invoice(self, credentials: Credentials, order_number: str) -> ShownInvoice:
        """What the page of the invoice says, with its credit notes. Raises Refused."""

        async def read(tab: Tab) -> ShownInvoice:
            await InvoicePageObject(tab).open(order_number)
            return await InvoicePageObject(tab).read()

        return self._in_tab(credentials, read)

    def transfer_terms(self, credentials: Credentials, order_number: str) -> AwaitedTransfer:
        """How the order is paid by transfer, as its page shows it. Raises Refused, and ValueError."""

        async def read(tab: Tab) -> AwaitedTransfer:
            await OrderPageObject(tab).open(order_number)
            return await OrderPageObject(tab).transfer_terms()

        return self._in_tab(credentials, read)

    def cancel(self, credentials: Credentials, order_number: str) -> Order:
        """Press the button on the page of the order. Raises Refused."""

        async def cancel(tab: Tab) -> Order:
            await OrderPageObject(tab).open(order_number)
            await OrderPageObject(tab).cancel()
            return await OrderPageObject(tab).read()

        return self._in_tab(credentials, cancel)

    def send_to(self, credentials: Credentials, order_number: str, address: Mapping[str, Any]) -> None:
        """Fill in the form behind the page of the order. Raises Refused."""

        async def sent(tab: Tab) -> None:
            await OrderAddressPageObject(tab).open(order_number)
            await OrderAddressPageObject(tab).send_to(address)

        self._in_tab(credentials, sent)

    def claim(self, customer: Credentials, guest: Credentials, order_number: str) -> Order:
        """Sign in as the customer in the guest's browser, and press the button there. Raises Refused."""
        visitor, owner = self.visitors.of(guest), self.visitors.of(customer)

        async def claim(tab: Tab) -> Order:
            await OrderPageObject(tab).open(order_number)
            await OrderPageObject(tab).claim()
            return await OrderPageObject(tab).read()

        self.browsing.run(visitor.sign_in(str(owner.email)))
        return self._in_tab(guest, claim)

    def erase(self, credentials: Credentials) -> bool:
        """Follow the link below the orders, and confirm; whether all of it is done. Raises Refused."""

        async def erased(tab: Tab) -> bool:
            await OrdersPageObject(tab).open()
            return await OrdersPageObject(tab).erase()

        complete = self._in_tab(credentials, erased)
        self.visitors.of(credentials).forget_address()
        return complete

    def open_ebook(self, credentials: Credentials, link: str) -> str:
        """Follow the link of a mail, and press the button of its page; the title. Raises Refused."""

        async def opened(tab: Tab) -> str:
            await tab.open("/downloads?" + urlsplit(link).query)
            await tab.demand_page()
            await tab.follow(tab.page.get_by_role("main").get_by_role("button"))
            return (await tab.demand_no_refusal()).headline

        return self._in_tab(credentials, opened)

    def _in_tab(self, credentials: Credentials, act: Callable[[Tab], Awaitable[T]]) -> T:
        return self.browsing.run(_acted(self.visitors.of(credentials), act))


async def _acted(visitor: Visitor, act: Callable[[Tab], Awaitable[T]]) -> T:
    async with visitor.reading:
        return await act(await visitor.tab())


async def _all(tab: Tab) -> tuple[Order, ...]:
    listed = OrdersPageObject(tab)
    await listed.open()
    found = []
    for number in await listed.numbers():
        await OrderPageObject(tab).open(number)
        found.append(await OrderPageObject(tab).read())
    return tuple(found)
