"""`make images`: the images that `-D stack=containers` uses, each from the best source that answers.

`--local` builds the small images, which need no registry, even where there is one. `--browser` makes that of
the browser as well, of the Chromium of this machine: only `-D through=browser` needs it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from docker.errors import APIError, BuildError
from testcontainers.core.config import testcontainers_config

from environment.browser.chromium import ChromiumUnavailable, installed_program, require_chromium
from environment.runtime.containers.images import BROWSER, LOCAL, OFFICIAL_POSTGRES, POSTGRES, SERVICES
from environment.runtime.engine import Engine
from environment.runtime.engine_failure import NotAvailable
from environment.runtime.images.browser import NoProgramFound
from environment.runtime.images.building import (
    BASE,
    build_services,
    import_browser,
    import_postgres,
    import_services,
    what_went_wrong,
)
from environment.runtime.images.postgres import NotFromAWheel
from environment.runtime.postgres.binaries import PostgresNotFound


def main(*arguments: str) -> None:
    """Make the images and print their sources; exits with one sentence where that fails."""
    local = "--local" in arguments
    try:
        engine = Engine.reached()
        _postgres(engine, local)
        _services(engine, local)
        if "--browser" in arguments:
            _browser(engine)
        reaper = testcontainers_config.ryuk_image
        there = engine.has(reaper) if local else engine.pulled(reaper)
        print(f"{'reaper':<10}{reaper if there else 'none; our own caretaker removes what a run leaves'}")
    except (NotAvailable, PostgresNotFound, NotFromAWheel) as missing:
        sys.exit(str(missing))
    except (ChromiumUnavailable, NoProgramFound) as missing:
        sys.exit(f"the image of the browser was not made: {missing}")
    except BuildError as failure:
        sys.exit(f"the Dockerfile was not built: {failure}\n{what_went_wrong(failure)}")
    except (APIError, OSError) as failure:
        sys.exit(f"an image was not made: {failure}")


def _postgres(engine: Engine, local: bool) -> None:
    if not local and engine.pulled(OFFICIAL_POSTGRES):
        print(f"{'postgres':<10}{OFFICIAL_POSTGRES}, the official image")
        return
    _timed(POSTGRES, "made of the wheel's programs", lambda: import_postgres(engine, LOCAL[POSTGRES]))


def _services(engine: Engine, local: bool) -> None:
    if not local and engine.pulled(BASE):
        _timed(
            SERVICES, f"built from the Dockerfile on {BASE}", lambda: build_services(engine, LOCAL[SERVICES])
        )
        return
    _timed(SERVICES, "made of the Python that runs this", lambda: import_services(engine, LOCAL[SERVICES]))


def _browser(engine: Engine) -> None:
    require_chromium()
    chromium = installed_program() or ""
    _timed(BROWSER, f"made of {chromium}", lambda: import_browser(engine, LOCAL[BROWSER], chromium))


def _timed(what: str, how: str, make: Callable[[], None]) -> None:
    began = time.monotonic()
    make()
    print(f"{what:<10}{LOCAL[what]}, {how}, in {time.monotonic() - began:.1f} s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
