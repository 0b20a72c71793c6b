"""The Chromium of this machine, driven by Playwright; it is started once, and asks no host."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from environment.browser.chromium import QUIET, ChromiumUnavailable, installed_program, require_chromium

__all__ = ["ChromiumUnavailable", "chromium", "new_page"]
_FLAGS = [
    *QUIET,
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-features=IsolateSandboxedIframes",  # else the driver sees no request of a sandboxed frame
]
_TIMEOUT = 60_000  # milliseconds, for each wait: on a crowded machine a report opens in 10 s


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser of Playwright. Raises ChromiumUnavailable where the program or its driver is missing."""
    require_chromium()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (an extra that only these tests need)

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=installed_program(), args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser: Any, width: int) -> Any:
    """A page in a profile of its own, whose window is `width` pixels wide; the caller closes its context."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.set_default_timeout(_TIMEOUT)
    return context.new_page()
