"""The Chromium of this machine, driven by Playwright; it is started once, and asks no host."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-features=IsolateSandboxedIframes",  # else the driver sees no request of a sandboxed frame
]
_TIMEOUT = 60_000  # milliseconds, for each wait: on a crowded machine a report opens in 10 s


class ChromiumUnavailable(Exception):
    """Pages cannot be opened here; the message names what is missing."""


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser of Playwright. Raises ChromiumUnavailable where the program or its driver is missing."""
    if find_spec("playwright") is None:
        raise ChromiumUnavailable("Playwright is not installed: run make pages")
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise ChromiumUnavailable("there is no Chromium: on Debian, apt-get install chromium")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (an extra that only these tests need)

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser: Any, width: int) -> Any:
    """A page in a profile of its own, whose window is `width` pixels wide; the caller closes its context."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.set_default_timeout(_TIMEOUT)
    return context.new_page()
