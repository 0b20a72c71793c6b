"""What the tests of the environment share: one run folder, one server, and a way to wait."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from environment.runtime.postgres import PostgresServer
from environment.runtime.processes import Launcher
from environment.runtime.run_folder import RunFolder

PROGRAMS = Path(__file__).with_name("programs")


@pytest.fixture(scope="session")
def folder() -> Iterator[RunFolder]:
    with RunFolder() as made:
        yield made


@pytest.fixture(scope="session")
def postgres(folder: RunFolder) -> Iterator[PostgresServer]:
    with PostgresServer(folder) as server:
        yield server


@pytest.fixture(scope="session")
def _programs_on_the_path() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(PROGRAMS)
        yield


@pytest.fixture(scope="module")
def launcher(
    folder: RunFolder, tmp_path_factory: pytest.TempPathFactory, _programs_on_the_path: None
) -> Iterator[Launcher]:
    with Launcher(folder, ["small_shop"], logs=tmp_path_factory.mktemp("logs")) as started:
        yield started


@pytest.fixture
def programs_on_the_path(_programs_on_the_path: None) -> None:
    """The programs in `programs/` can be named as entries."""


@pytest.fixture(scope="session")
def eventually() -> Callable[[Callable[[], bool]], None]:
    """Wait up to ten seconds until something holds."""

    def wait(holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 10
        while not holds():
            assert time.monotonic() < deadline, "it did not come true within 10 s"
            Event().wait(0.01)

    return wait
