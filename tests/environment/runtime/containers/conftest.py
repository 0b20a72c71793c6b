"""What the tests with an engine share: they skip themselves, with the reason, where there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from environment.runtime.containers.images import Images
from environment.runtime.containers.network import RunNetwork
from environment.runtime.engine import Engine
from environment.runtime.engine_failure import NotAvailable
from environment.runtime.run_folder import RunFolder


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    try:
        found = Engine.reached()
        Images().of_postgres(found)
        Images().of_parts(found, ["mail"])
    except NotAvailable as missing:
        pytest.skip(str(missing))
    yield found
    found.close()


@pytest.fixture(scope="session")
def browser_image(engine: Engine) -> tuple[str, str | None]:
    """The image of the browser, and where its Chromium is."""
    pytest.importorskip("playwright")
    try:
        return Images().of_browser(engine)
    except NotAvailable as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def network(engine: Engine) -> Iterator[RunNetwork]:
    with RunFolder() as folder, RunNetwork(engine, folder) as made:
        yield made


@pytest.fixture(scope="session")
def eventually() -> Callable[[Callable[[], bool]], None]:
    """Wait up to a minute until something holds."""

    def wait(holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not holds():
            assert time.monotonic() < deadline, "it did not come true within 60 s"
            Event().wait(0.05)

    return wait
