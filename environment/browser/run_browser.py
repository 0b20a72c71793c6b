"""The browser of one process of a run: started once, with a context for each person of a scenario."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from environment.browser.accessibility import Accessibility
from environment.browser.browser_loop import BrowserLoop
from environment.browser.chromium import flags, installed_program, require_chromium
from environment.browser.scenario_browser import ScenarioBrowser
from steps.drivers.api import ScenarioCorrelation

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright

_TEMPORARY = "TMPDIR"


class RunBrowser:
    """A context manager; inside it a browser runs, which writes to `folder` alone.

    It ends with its process, also where that is killed: the driver ends when its pipe is closed, and the
    browser when the driver's is. Raises ChromiumUnavailable.
    """

    def __init__(self, storefront: str, trusted_keys: Sequence[str], folder: Path) -> None:
        self._storefront, self._trusted_keys, self._folder = storefront, trusted_keys, folder
        self._accessibility = Accessibility()
        self._life = ExitStack()

    def __enter__(self) -> Self:
        require_chromium()
        self._folder.mkdir(mode=0o700)
        try:
            self._loop = BrowserLoop()
            self._life.callback(self._loop.close)
            self._driver = self._loop.run(self._start_driver())
            self._life.callback(lambda: self._loop.run(self._driver.stop()))
            self.browser = self._loop.run(self._launched())
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

    async def _launched(self) -> Browser:
        """The runner deals with signals, not the driver: evidence is still taken after Ctrl-C."""
        return await self._driver.chromium.launch(
            executable_path=installed_program(),
            args=flags(self._trusted_keys),
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            env={**os.environ, _TEMPORARY: str(self._folder)},
        )
