"""The browser of one process of a run: opened once, with a context for each person of a scenario."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from environment.browser.accessibility import Accessibility
from environment.browser.browser_loop import BrowserLoop
from environment.browser.chromium import installed_program, require_chromium, require_driver
from environment.browser.scenario_browser import ScenarioBrowser
from environment.runtime.embedded import BrowserServer
from steps.drivers.api import ScenarioCorrelation

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright

_TEMPORARY = "TMPDIR"


class RunBrowser:
    """A context manager; inside it a browser runs. What it writes here is in `folder` alone.

    `server`: the runtime's own browser, which is started with the run's containers; without one, the Chromium
    of this machine. That ends with this process, also where it is killed: the driver ends when its pipe is
    closed, and the browser when the driver's is. Raises ChromiumUnavailable.
    """

    def __init__(
        self, storefront: str, arguments: Sequence[str], folder: Path, server: BrowserServer | None = None
    ) -> None:
        self._storefront, self._arguments, self._folder = storefront, list(arguments), folder
        self._server = server
        self._accessibility = Accessibility()
        self._life = ExitStack()

    def __enter__(self) -> Self:
        if self._server:
            require_driver()
        else:
            require_chromium()
        self._folder.mkdir(mode=0o700)
        try:
            self._loop = BrowserLoop()
            self._life.callback(self._loop.close)
            self._driver = self._loop.run(self._start_driver())
            self._life.callback(lambda: self._loop.run(self._driver.stop()))
            address = self._server.start(self._arguments) if self._server else None
            self.browser = self._loop.run(self._connected(address) if address else self._launched())
            self._life.callback(lambda: self._loop.run(self.browser.close()))
        except BaseException:
            self._life.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._life.close()

    @property
    def version(self) -> str:
        """The version of the browser."""
        return str(self.browser.version)

    def unexpected_end(self) -> str | None:
        """A sentence if the browser has ended by itself, and no scenario can open a page."""
        if self.browser.is_connected():
            return None
        how = self._server.how_it_ended() if self._server else None
        return f"the browser ended unexpectedly: {how or 'its driver has lost it'}"

    def for_scenario(self, correlation: ScenarioCorrelation) -> ScenarioBrowser:
        """The browser as the people of one scenario use it; no page is open."""
        return ScenarioBrowser(
            self._loop, self.browser, self._storefront, correlation, self._accessibility, self._folder
        )

    async def _start_driver(self) -> Playwright:
        from playwright.async_api import async_playwright  # noqa: PLC0415 - an extra that only these runs need

        before = os.environ.get(_TEMPORARY)
        os.environ[_TEMPORARY] = str(
            self._folder
        )  # Playwright takes the driver's environment from here alone
        try:
            return await async_playwright().start()
        finally:
            del os.environ[_TEMPORARY]
            if before is not None:
                os.environ[_TEMPORARY] = before

    async def _connected(self, address: str) -> Browser:
        return await self._driver.chromium.connect(address)

    async def _launched(self) -> Browser:
        """The runner deals with signals, not the driver: evidence is still taken after Ctrl-C."""
        return await self._driver.chromium.launch(
            executable_path=installed_program(),
            args=self._arguments,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            env={**os.environ, _TEMPORARY: str(self._folder)},
        )
