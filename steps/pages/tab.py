"""A tab of a person's browser: opens addresses, follows links and buttons, and tells when no page came."""

from __future__ import annotations

from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error, TimeoutError

from steps.drivers.api import Refused, ServerFailed
from steps.pages.browsing import Browsing, NoPage
from steps.pages.refusal import refusal_told
from steps.pages.shown_page import ShownPage, page_read

_ERROR_PAGE = "chrome-error://"
_ERROR_PAGE_MS = 2000
_NO_ANSWER = (
    "A part of our shop does not answer right now",
    "We do not know yet whether your order was placed",
)
_MOST_LOOKS = 3  # at a page that leads on by itself
_MOST_STOPS = 60  # of the Tab key on one page
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_DEFECT = "Something went wrong on our side"
_REFUSALS = {
    "Your session has ended": "not-authenticated",
    "This page was open too long": "form-refused",
    "There is nothing at this address": "not-found",
}


@dataclass(eq=False)
class Tab:
    """One tab; `page` is Playwright's."""

    browsing: Browsing
    person: str
    page: Any
    _came: ShownPage | None = None
    """What the page showed when it came."""

    async def open(self, place: str) -> None:
        """Open a path of the storefront, or a whole address. Raises NoPage."""
        address = place if "://" in place else self.browsing.storefront + place
        await self._moved(self.page.goto(address))

    async def follow(self, what: Any, clicks: int = 1) -> None:
        """Click a link or a button that leads to another page. Raises NoPage."""
        await self._moved(self._clicked(what, clicks))

    async def scroll_to(self, what: Any) -> None:
        """Bring it into the window, and wait until that is painted.

        Before, Chromium still gives a click at its place to the frame that was there.
        """
        await what.scroll_into_view_if_needed()
        if len(self.page.frames) > 1:
            await self.page.evaluate(_PAINTED)

    async def reload(self) -> None:
        """Load the page again; the browser sends a form again whose answer did not come."""
        await self._moved(self.page.reload())

    async def back(self) -> None:
        """Go back to the page before."""
        await self._moved(self.page.go_back())

    @property
    def place(self) -> str:
        """The path of the address."""
        return urlsplit(str(self.page.url)).path

    @property
    def in_shop(self) -> bool:
        """Whether the tab shows a page of the storefront, not the bank's, a blank one, or an error."""
        return str(self.page.url).startswith(f"{self.browsing.storefront}/")

    async def look(self) -> ShownPage:
        """What the page shows now. One that is on its way is waited for."""
        for _ in range(_MOST_LOOKS):
            with suppress(Error):  # it was left at this moment
                if shown := (await page_read(self.page))[0]:
                    return shown
            for each in (self.page.get_by_role("heading", level=1).first, self.page.get_by_role("main")):
                await each.wait_for()
        raise NoPage(f"{self.place} was left each time before it was read")

    async def demand_page(self) -> ShownPage:
        """What the page that came shows, where it answers. Raises NoPage, ServerFailed and Refused."""
        shown = self._came or await self.look()
        headline = shown.headline
        if headline in _NO_ANSWER:
            raise NoPage(f"{self.place} says: {headline}")
        if headline == _DEFECT:
            raise ServerFailed(f"{self.place} says: {headline}")
        if headline in _REFUSALS:
            raise Refused(_REFUSALS[headline], headline, 404)
        return shown

    def refusal_in(self, shown: ShownPage) -> Refused | None:
        """The refusal that the page tells, None where it tells none."""
        return refusal_told(shown.alerts[0], self.place) if shown.alerts else None

    async def demand_no_refusal(self) -> ShownPage:
        """What the page shows. Raises Refused where it tells a refusal, and what `demand_page` raises."""
        shown = await self.demand_page()
        if refusal := self.refusal_in(shown):
            raise refusal
        return shown

    async def press_by_keyboard(self, name: str) -> None:
        """Go to the link or button of this name with the Tab key, and press Enter. Raises NoPage."""
        for _ in range(_MOST_STOPS):
            await self.page.keyboard.press("Tab")
            if await self.focused_text() == name:
                await self._moved(self._entered())
                return
        raise AssertionError(f"the Tab key does not lead to “{name}” on {self.place}")

    async def type_by_keyboard(self, field: str, text: str) -> None:
        """Go to the field of this name with the Tab key, and type."""
        for _ in range(_MOST_STOPS):
            await self.page.keyboard.press("Tab")
            if await self.page.evaluate("document.activeElement?.name ?? ''") == field:
                await self.page.keyboard.type(text)
                return
        raise AssertionError(f"the Tab key does not lead to the field “{field}” on {self.place}")

    async def press_enter(self) -> None:
        """Press Enter in the field that has the focus, which sends its form. Raises NoPage."""
        await self._moved(self._entered())

    async def _entered(self) -> None:
        async with self.page.expect_navigation():
            await self.page.keyboard.press("Enter")

    async def click_at(self, place: tuple[float, float], times: int) -> None:
        """Click at this place, also while a page is on its way, for which the mouse of Playwright waits."""
        mouse = await self.page.context.new_cdp_session(self.page)
        where = {"x": place[0], "y": place[1], "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased") * times:
            await mouse.send("Input.dispatchMouseEvent", {"type": kind, **where})

    async def focused_text(self) -> str:
        """The text of the element that has the focus."""
        return str(await self.page.evaluate("(document.activeElement?.innerText ?? '').trim()"))

    async def readable_cookies(self) -> str:
        """The cookies of this page that its scripts can read."""
        return str(await self.page.evaluate("document.cookie"))

    async def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(await self.page.evaluate(_OVERFLOW))

    async def _clicked(self, what: Any, clicks: int) -> None:
        async with self.page.expect_navigation():
            await what.click(click_count=clicks, no_wait_after=True)

    async def _moved(self, act: Awaitable[object]) -> None:
        try:
            await act
        except TimeoutError as late:
            await self._lost()
            raise NoPage(f"no page came within {self.browsing.patience:g} s: {_first_line(late)}") from late
        except Error as lost:
            await self._lost()
            raise NoPage(f"no page came: {_first_line(lost)}") from lost
        await self.note_arrival()

    async def note_arrival(self) -> None:
        """Read the page that has come, and have it checked; one that is on its way to another one is not."""
        self._came = None
        try:
            self._came, state = await page_read(self.page)
        except Error:
            self.browsing.seen(self.person, self.page)
        else:
            await self.browsing.arrived(self.person, self.page, state)

    async def _lost(self) -> None:
        """Wait until the browser shows its own error page: it would interrupt what is opened next."""
        self._came = None
        self.browsing.seen(self.person, self.page)
        try:
            await self.page.wait_for_url(f"{_ERROR_PAGE}**", timeout=_ERROR_PAGE_MS)
        except Error:  # it goes on waiting for the page
            with suppress(Error):  # which has come just now
                await self.page.evaluate("window.stop()")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
