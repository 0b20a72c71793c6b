"""Makes images in the engine: from the Dockerfile, or from the files of this machine without a registry."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from docker.errors import APIError, BuildError

from environment.runtime.engine import Engine
from environment.runtime.images import browser, postgres, services
from environment.runtime.images.sources import MADE_OF, PROJECT, fingerprint

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
BASE = f"python:{PYTHON}-slim"


def build_services(engine: Engine, name: str) -> None:
    """Build from the Dockerfile. Raises docker.errors.BuildError or docker.errors.APIError."""
    engine.docker.images.build(
        path=str(PROJECT),
        tag=name,
        buildargs={"PYTHON": PYTHON, "MADE_OF": fingerprint()},
        rm=True,
        forcerm=True,
    )


def what_went_wrong(failure: BuildError) -> str:
    """The last lines of the output of a build."""
    written = "".join(str(each.get("stream", "")) for each in failure.build_log)
    return "\n".join(written.splitlines()[-15:])


def import_services(engine: Engine, name: str) -> None:
    """Import the Python that runs this code. Raises OSError, or docker.errors.APIError."""
    with tempfile.TemporaryFile() as target:
        services.write(target)
        _import(engine, name, target, services.SETTINGS, fingerprint())


def import_postgres(engine: Engine, name: str) -> None:
    """Import the PostgreSQL of the wheel.

    Raises PostgresNotFound, NotFromAWheel, OSError, or docker.errors.APIError.
    """
    with tempfile.TemporaryFile() as target:
        settings = postgres.write(target)
        _import(engine, name, target, settings, "wheel")


def import_browser(engine: Engine, name: str, chromium: str) -> None:
    """Import the Chromium of this path, and Playwright's driver.

    Raises NoProgramFound, OSError, or docker.errors.APIError.
    """
    with tempfile.TemporaryFile() as target:
        settings = browser.write(target, chromium)
        _import(engine, name, target, settings, browser.made_for())


def _import(engine: Engine, name: str, root: IO[bytes], settings: Sequence[str], made_of: str) -> None:
    root.seek(0)
    repository, _, tag = name.rpartition(":")
    changes = [*settings, f"LABEL {MADE_OF}={made_of}"]
    before = engine.docker.images.list(name)
    engine.docker.api.import_image_from_data(root, repository=repository, tag=tag, changes=changes)
    for replaced in before:
        _remove_if_unnamed(engine, replaced.id)


def _remove_if_unnamed(engine: Engine, image: str) -> None:
    """Remove the image whose name another one has now; one that has a further name stays."""
    with suppress(APIError):  # a container still uses it
        if not engine.docker.images.get(image).tags:
            engine.docker.images.remove(image)
