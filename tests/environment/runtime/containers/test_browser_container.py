"""Chromium in a container: a driver of this machine opens pages in it, and its end is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from environment.browser.chromium import flags
from environment.runtime.containers.chromium import ChromiumInContainer
from environment.runtime.containers.network import RunNetwork
from environment.runtime.engine import Engine
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.run_folder import RunFolder

Eventually = Callable[[Callable[[], bool]], None]
_ADDRESS = "http://172.30.0.14:8001"
_PAGE = "<h1>Straße</h1>"


@pytest.fixture
def network(engine: Engine) -> Iterator[RunNetwork]:
    """One for each test: a network has one browser."""
    with RunFolder() as folder, RunNetwork(engine, folder) as own:
        yield own


@pytest.fixture
def made(browser_image: tuple[str, str | None], network: RunNetwork) -> Iterator[ChromiumInContainer]:
    chromium = ChromiumInContainer(lambda: browser_image, network, network.folder)
    yield chromium
    if chromium.server is not None:
        chromium.server.kill()
    chromium.release()


def test_a_driver_of_this_machine_opens_pages_in_it(made: ChromiumInContainer) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra that only these tests need

    address = made.start(flags([_ADDRESS], []))
    with sync_playwright() as driver:
        page: Any = driver.chromium.connect(address).new_page()
        page.route(
            f"{_ADDRESS}/", lambda route: route.fulfill(body="<h1>Straße</h1>", content_type="text/html")
        )
        page.goto(f"{_ADDRESS}/")
        assert page.get_by_role("heading").bounding_box()["width"] > 0
        assert len(page.screenshot()) > 1000
    assert made.how_it_ended() is None


def test_the_end_of_the_browser_is_told(made: ChromiumInContainer, eventually: Eventually) -> None:
    made.start([])
    assert made.server is not None
    made.server.ask_to_stop()
    eventually(lambda: made.how_it_ended() is not None)
    assert made.how_it_ended() in ("exit code 0", "killed by SIGTERM", "exit code 143")


def test_a_browser_that_does_not_start_is_an_error_with_the_end_of_its_log(
    browser_image: tuple[str, str | None], network: RunNetwork
) -> None:
    broken = ChromiumInContainer(lambda: (browser_image[0], "/bin/false"), network, network.folder)
    with pytest.raises(StartUpFailed, match=r"chromium ended before it was ready") as failed:
        broken.start([])
    assert "Failed to launch" in str(failed.value)
    broken.release()
