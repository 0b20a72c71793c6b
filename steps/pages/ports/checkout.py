"""The last click, and what comes of it, through pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from steps.drivers.api import NotOffered
from steps.drivers.checkout import CheckoutProgress, OrderConfirmation, PrepaidShares
from steps.drivers.shop_ports import Credentials
from steps.pages.balances_page import BalancesPageObject
from steps.pages.bank_page import BankPageObject
from steps.pages.browsing import Browsing
from steps.pages.checkout_page import CheckoutPageObject
from steps.pages.payment_visit import PaymentVisits
from steps.pages.tab import Tab
from steps.pages.visitor import Visitor, Visitors
from steps.vocabulary.money import Money

T = TypeVar("T")


@dataclass
class CheckoutPages:
    """Implements `CheckoutPort`, as far as pages tell it."""

    browsing: Browsing
    visitors: Visitors
    payments: PaymentVisits

    def submit(self, credentials: Credentials, key: str, submission: Mapping[str, Any]) -> OrderConfirmation:
        """Pay on the page that has shown the total. Raises Refused, ChallengeRequired and NoPage."""
        visit = self.payments.of(submission)
        if visit.visitor is not self.visitors.of(credentials):
            raise NotOffered("no page submits the cart of another person")
        return self.browsing.run(visit.submit(key, submission))

    def return_from_bank(self, credentials: Credentials, checkout_id: str) -> OrderConfirmation:
        """Follow the link on the bank's page; where the bank still waits, open the page of the checkout."""
        return self.browsing.run(self._came_back(self.visitors.of(credentials), checkout_id))

    def progress(self, credentials: Credentials, checkout_id: str) -> CheckoutProgress:
        """Raises NotOffered."""
        raise NotOffered("the page of a checkout that waits goes on with it: no page only looks")

    def outcome(self, credentials: Credentials, checkout_id: str) -> OrderConfirmation:
        """What the page of the checkout tells."""
        return self.browsing.run(self._looked(self.visitors.of(credentials), checkout_id))

    def gift_card_balance(self, credentials: Credentials, code: str) -> Money:
        """What the page of gift cards says is left of this one. Raises Refused."""

        async def look(page: BalancesPageObject) -> Money:
            return await page.left(code)

        return self.browsing.run(self._at_balances(self.visitors.of(credentials), look))

    def store_credit(self, credentials: Credentials) -> Mapping[str, Money]:
        """What the page of gift cards says is left of the customer's store credit, by currency."""
        visitor = self.visitors.of(credentials)
        return self.browsing.run(self._at_balances(visitor, BalancesPageObject.credit))

    def prepaid_shares(self, credentials: Credentials, submission: Mapping[str, Any]) -> PrepaidShares:
        """What the payment page shows that they pay; nothing is sent from it. Raises Refused."""
        visit = self.payments.of(submission)
        return self.browsing.run(visit.shares(submission))

    def document(self) -> Mapping[str, Any]:
        """Raises NotOffered."""
        raise NotOffered("pages have no OpenAPI document")

    async def _at_balances(self, visitor: Visitor, look: Callable[[BalancesPageObject], Awaitable[T]]) -> T:
        async with visitor.reading:
            page = BalancesPageObject(await visitor.tab())
            await page.open()
            return await look(page)

    async def _came_back(self, visitor: Visitor, checkout_id: str) -> OrderConfirmation:
        tab = self.payments.tab_of(visitor)
        if tab is None or tab in self.payments.returning:
            # This person is back already, or on the way: they come from another tab, or after a reload.
            tab = await visitor.new_tab()
            await CheckoutPageObject(tab).open(checkout_id)
        elif not await self._followed_back(tab):
            await CheckoutPageObject(tab).open(checkout_id)
        outcome = await CheckoutPageObject(tab).outcome()
        visitor.give_back(tab)
        return outcome

    async def _followed_back(self, tab: Tab) -> bool:
        self.payments.returning.add(tab)
        try:
            return await BankPageObject(tab).come_back()
        finally:
            self.payments.returning.remove(tab)

    async def _looked(self, visitor: Visitor, checkout_id: str) -> OrderConfirmation:
        async with visitor.reading:
            tab = await visitor.tab()
            await CheckoutPageObject(tab).open(checkout_id)
            return await CheckoutPageObject(tab).outcome()
