"""Which Chromium a run opens, and how: that of the system, or that of Playwright; it asks no host."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

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
_THIS_MACHINE_ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
_TRUSTED_KEYS = "--ignore-certificate-errors-spki-list="


class ChromiumUnavailable(Exception):
    """Pages cannot be opened here; the message names what is missing, and what to do."""


def require_chromium() -> None:
    """Raises ChromiumUnavailable where the driver or the browser is not installed."""
    if find_spec("playwright") is None:
        raise ChromiumUnavailable("Playwright is not installed: run make browser or make pages once")
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


def flags(trusted_keys: Sequence[str]) -> list[str]:
    """The arguments of the program. `trusted_keys`: the public keys of the run's own certificates.

    Each is the SHA-256 of the key in base64, as in RFC 7469. Every other certificate is refused.
    """
    return [*FLAGS, _THIS_MACHINE_ALONE, _TRUSTED_KEYS + ",".join(trusted_keys)]
