"""The browser as the people of one scenario use it: a context each, and evidence of what they saw."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from environment.browser.accessibility import Accessibility, AccessibilityBreach
from environment.browser.browser_loop import BrowserLoop
from environment.browser.troubles import PageTroubles
from steps.drivers.api import ScenarioCorrelation

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

T = TypeVar("T")
WIDE = {"width": 1280, "height": 800}
_SMALL = {"type": "jpeg", "quality": 35, "scale": "css"}
_PICTURE_MS = 5000.0
_EACH_OTHER_PERSON = 1.5  # seconds
_LONGEST_ACT = 60.0  # seconds; what a page is asked by script has no time limit of its own


@dataclass(frozen=True)
class Picture:
    """The page of one person at the end of the steps."""

    person: str
    image: bytes


@dataclass
class ScenarioBrowser:
    """Implements `steps.pages.browsing.Browsing`. `close` ends every context."""

    loop: BrowserLoop
    browser: Browser
    storefront: str
    correlation: ScenarioCorrelation
    accessibility: Accessibility
    folder: Path
    troubles: PageTroubles = field(default_factory=PageTroubles)
    breaches: list[AccessibilityBreach] = field(default_factory=list)
    _contexts: dict[str, BrowserContext] = field(default_factory=dict)
    _traced: set[str] = field(default_factory=set)
    _without_scripts: set[str] = field(default_factory=set)
    _seen: list[tuple[str, Page]] = field(default_factory=list)

    @property
    def patience(self) -> float:
        """How many seconds a person waits for a page. All share one browser, and each makes it slower."""
        return self.correlation.patience + _EACH_OTHER_PERSON * max(0, len(self._contexts) - 1)

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        """The result of an act in a page. Raises TimeoutError for one that does not end."""
        try:
            return self.loop.run(asyncio.wait_for(act, _LONGEST_ACT))
        except TimeoutError:
            where = ", ".join(f"{person} at {page.url}" for person, page in self._seen) or "no page"
            raise TimeoutError(
                f"the browser has not ended an act within {_LONGEST_ACT:g} s; it shows {where}"
            ) from None

    async def new_context(self, person: str, **how: Any) -> BrowserContext:
        """A browser context for one person, with cookies, tabs and a trace of its own."""
        options = {"viewport": WIDE, "locale": "en-US", "timezone_id": "UTC", **how}
        context = await self.browser.new_context(
            extra_http_headers={"baggage": f"scenario={self.correlation.scenario}"}, **options
        )
        await context.tracing.start(snapshots=True)  # a film of each page would cost more than the pages
        self.troubles.watch(person, context)
        if not options.get("java_script_enabled", True):
            self._without_scripts.add(person)
        self._contexts[person] = context
        for each in self._contexts.values():
            each.set_default_timeout(self.patience * 1000)
        self._traced.add(person)
        return context

    async def arrived(self, person: str, page: Page, state: str) -> None:
        """Note that a person sees this page now, and check it once for each state of a page.

        axe is a script itself: where a browser runs none, it never ends.
        """
        from playwright.async_api import Error  # noqa: PLC0415 - an extra that only these runs need

        self.seen(person, page)
        if person in self._without_scripts:
            return
        with suppress(Error):  # a page that is on its way to another one is checked when it is seen again
            self.breaches += await self.accessibility.check(page, state)

    def seen(self, person: str, page: Page) -> None:
        """Note that a person sees this page now."""
        self._seen = [(name, each) for name, each in self._seen if name != person] + [(person, page)]

    def pictures(self, *, everyone: bool) -> list[Picture]:
        """The page that each person saw last, or only the very last one, small."""
        seen = self._seen if everyone else self._seen[-1:]
        return self.run(self._pictures(seen, {} if everyone else _SMALL))

    def traces(self) -> dict[str, Path]:
        """By person, the trace of all their pages, for Playwright's viewer. Ends the contexts.

        A browser that was lost has none.
        """
        if not self.browser.is_connected():
            return {}
        paths = {person: self.folder / f"trace-{place}.zip" for place, person in enumerate(self._contexts)}
        self.run(self._stop_tracing(paths))
        return paths

    def close(self) -> None:
        """End every context; those of a browser that was lost have ended with it."""
        if self.browser.is_connected():
            self.run(self._close())

    async def _pictures(self, seen: list[tuple[str, Page]], how: dict[str, Any]) -> list[Picture]:
        return [
            Picture(person, await page.screenshot(timeout=_PICTURE_MS, **how))
            for person, page in seen
            if not page.is_closed()
        ]

    async def _stop_tracing(self, paths: dict[str, Path]) -> None:
        for person, path in paths.items():
            await self._contexts[person].tracing.stop(path=path)
            self._traced.discard(person)

    async def _close(self) -> None:
        for person, context in self._contexts.items():
            if person in self._traced:
                await context.tracing.stop()  # else the files of the trace stay until the end of the run
            await context.close()
        self._contexts, self._seen = {}, []
