"""Which Chromium a run opens, and how: that of the system, or that of Playwright; it asks no host."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""The programs by name, the one that costs least first."""
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Without what a browser does for its maker and its user beside the pages."""
_PROCESSES_MORE = ("IsolateOrigins", "site-per-process", "SpareRendererForSitePerProcess")
"""A process for the frame of the gateway, and one that stands ready for a page that is never opened."""
FLAGS = (
    *QUIET,
    "--disable-extensions",
    "--disable-features=" + ",".join(_PROCESSES_MORE),
)
_THE_SHOP_ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
_THIS_MACHINE = ("127.0.0.1", "localhost")
_AS_ON_THIS_MACHINE = "--unsafely-treat-insecure-origin-as-secure="
_TRUSTED_KEYS = "--ignore-certificate-errors-spki-list="


class ChromiumUnavailable(Exception):
    """Pages cannot be opened here; the message names what is missing, and what to do."""


def require_driver() -> None:
    """Raises ChromiumUnavailable where Playwright is not installed."""
    if find_spec("playwright") is None:
        raise ChromiumUnavailable("Playwright is not installed: run make browser or make pages once")


def require_chromium() -> None:
    """Raises ChromiumUnavailable where the driver or the browser is not installed."""
    require_driver()
    if installed_program() is None:
        raise ChromiumUnavailable(
            "there is no Chromium: on Debian, apt-get install chromium-headless-shell; elsewhere, "
            "playwright install chromium"
        )


def installed_program() -> str | None:
    """The path of the Chromium of this system, else of Playwright's own; None where there is none."""
    of_system = (path for name in PROGRAMS if (path := shutil.which(name)))
    return next(of_system, None) or next(map(str, _playwrights_own()), None)


def _playwrights_own() -> Iterator[Path]:
    """Where `playwright install chromium` puts its browser, the newest first."""
    usual = Path.home() / (".cache" if sys.platform == "linux" else "Library/Caches") / "ms-playwright"
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or usual)
    for version in sorted(folder.glob("chromium-*"), reverse=True):
        yield from version.glob("chrome-linux*/chrome")
        yield from version.glob("chrome-mac*/Chromium.app/Contents/MacOS/Chromium")


def flags(addresses: Sequence[str], trusted_keys: Sequence[str]) -> list[str]:
    """The arguments of a program that opens pages at these addresses, and asks no other host.

    `trusted_keys`: the public keys of the run's own certificates, each the SHA-256 of the key in base64, as
    in RFC 7469. Every other certificate is refused. A full Chromium treats pages of its own machine as if TLS
    had brought them; it is told to do the same where the shop is in containers, so that pages behave alike.
    The shell does not know the argument, and no page needs what only such pages may do.
    """
    parts = [urlsplit(address) for address in addresses]
    hosts = dict.fromkeys(part.hostname for part in parts)
    known = [_THE_SHOP_ALONE, *(f"EXCLUDE {host}" for host in hosts)]
    elsewhere = [
        f"{part.scheme}://{part.netloc}"
        for part in parts
        if part.scheme == "http" and part.hostname not in _THIS_MACHINE
    ]
    secure = [_AS_ON_THIS_MACHINE + ",".join(elsewhere)] if elsewhere else []
    return [*FLAGS, ", ".join(known), *secure, _TRUSTED_KEYS + ",".join(trusted_keys)]
