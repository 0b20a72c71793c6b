"""The people of a scenario in front of their browsers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from steps.drivers.api import NotOffered
from steps.pages.browsing import Browsing
from steps.pages.preferences import LANGUAGES, Preferences
from steps.pages.sign_in_page import SignInPageObject
from steps.pages.tab import Tab

HANDLE = "visitor"
"""The name under which the credentials of a person say whose browser is meant."""
_ENGLISH, _DOLLARS = "en-US", "USD"


@dataclass(eq=False)
class Visitor:
    """One person: a browser context, opened when it is first needed, and what the person has done in it.

    `email` is that of a customer, who signs in first; None for a guest.
    """

    browsing: Browsing
    name: str
    email: str | None = None
    gives: str = "a-guest@readers.example"
    """The mail address that a guest gives at the checkout."""
    handle: str = field(default_factory=lambda: str(uuid4()))
    currency: str = _DOLLARS
    language: str = _ENGLISH
    delivery: dict[str, Any] = field(default_factory=dict)
    """The address that the shop has taken last, with the mail address and the billing address."""
    how: dict[str, Any] = field(default_factory=dict)
    """How the browser differs from the usual one, as Playwright names it."""
    _context: Any = None
    _first: Tab | None = None
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def credentials(self) -> dict[str, str]:
        """What stands for this person where a step has credentials."""
        return {HANDLE: self.handle}

    @property
    def reading(self) -> asyncio.Lock:
        """Held while the first tab is used: a person does one thing after the other in it."""
        return self._reading

    async def tab(self) -> Tab:
        """The first tab, in English and in the currency of the person."""
        async with self._opening:
            if self._first is None:
                is_new = self._context is None
                self._first = await self._opened()
                if is_new and self.email is not None:
                    await self._sign_in(self._first, self.email)
        if self.language != _ENGLISH:
            await self.choose_language(self._first, _ENGLISH)
        return self._first

    async def new_tab(self) -> Tab:
        """Another tab of the same browser."""
        await self.tab()
        return await self._opened()

    async def take_tab(self) -> Tab:
        """The first tab, for one page alone: until it is given back, what else is done opens another."""
        async with self._reading:
            tab = await self.tab()
            self._first = None
            return tab

    def give_back(self, tab: Tab) -> None:
        """Use this tab as the first one again, where no other has become that."""
        self._first = self._first or tab

    async def sign_in(self, email: str) -> None:
        """Sign in from the cart, as this customer. Raises Refused where the cart cannot be taken over."""
        tab = await self.tab()
        await self._sign_in(tab, email)
        await tab.demand_no_refusal()
        self.email = email

    async def sign_out(self) -> None:
        """Press the button at the top of every page."""
        tab = await self.tab()
        await tab.open("/")
        await tab.follow(tab.page.get_by_role("banner").get_by_role("button", name="Sign out"))
        await tab.demand_page()
        self.email = None
        self.forget_address()

    def forget_address(self) -> None:
        """Note that the shop has the address no more: the next order begins with it."""
        self.delivery = {}

    async def forget_session(self) -> None:
        """Delete the cookies, as a browser does with those that are too old."""
        await self.tab()
        await self._context.clear_cookies()

    async def send_foreign_form(self, place: str) -> int:
        """Send a form as another site could: with the cookies, without the key of our pages; its status."""
        await self.tab()
        answer = await self._context.request.post(self.browsing.storefront + place, form={"form_key": ""})
        return int(answer.status)

    async def choose_currency(self, currency: str) -> None:
        """Change the currency, where it is another one."""
        if self.currency != currency:
            tab = await self.tab()
            await tab.open("/")
            await Preferences(tab).choose_currency(currency)
            self.currency = currency

    async def choose_language(self, tab: Tab, tag: str) -> None:
        """Change the language of the pages where the storefront has it; the tab stays where it is."""
        wanted = "-".join(tag.split("-")[:2])
        if wanted in LANGUAGES and wanted != self.language:
            if not tab.in_shop:
                await tab.open("/")
            await Preferences(tab).choose_language(wanted)
            self.language = wanted

    async def _opened(self) -> Tab:
        if self._context is None:
            self._context = await self.browsing.new_context(self.name, **self.how)
        return Tab(self.browsing, self.name, await self._context.new_page())

    async def _sign_in(self, tab: Tab, email: str) -> None:
        page = SignInPageObject(tab)
        await page.open()
        await page.sign_in(email)


@dataclass
class Visitors:
    """All people of a scenario, by the handle in their credentials."""

    browsing: Browsing
    known: dict[str, Visitor] = field(default_factory=dict)

    def welcome(self, name: str, email: str | None = None) -> Visitor:
        """A person who has not been here."""
        taken = sum(each.name.startswith(name) for each in self.known.values())
        made = Visitor(self.browsing, f"{name} {taken + 1}" if taken else name, email)
        self.known[made.handle] = made
        return made

    def of(self, credentials: Mapping[str, str]) -> Visitor:
        """The person with these credentials; without any, a visitor who has not been here.

        Raises NotOffered for credentials that no page gives.
        """
        if not credentials:
            return self.welcome("visitor")
        if credentials.get(HANDLE) not in self.known:
            raise NotOffered("no page takes the credentials of an API")
        return self.known[credentials[HANDLE]]
