"""What runs for pages alone touches no scenario of a run without them, and every one of a run with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from environment.choosing.change.changed_file import ChangedFile
from environment.choosing.change.pages import pages_reach, runs_for_pages_alone
from environment.choosing.change.touched import Closeness
from environment.topology import topology_through_pages, using_topology
from tests.environment.choosing.change.conftest import ALL, SERVICE_FILE, Selecting

_OF_PAGES = ("bookstore/storefront/assets/storefront.css", "steps/pages/cart_page.py")


@pytest.fixture
def through_pages() -> Iterator[None]:
    with using_topology(topology_through_pages()):
        yield


@pytest.mark.parametrize("path", _OF_PAGES)
def test_without_pages_it_touches_nothing_and_is_named(selecting: Selecting, path: str) -> None:
    assert selecting(path, "a { color: red }", "a { color: blue }") == {}
    assert runs_for_pages_alone(path)
    assert not pages_reach(path)
    assert not runs_for_pages_alone(SERVICE_FILE)


@pytest.mark.usefixtures("through_pages")
@pytest.mark.parametrize("path", _OF_PAGES)
def test_through_pages_it_touches_every_scenario(selecting: Selecting, path: str) -> None:
    assert selecting(path, "a = 1", "a = 2").keys() == ALL


@pytest.mark.usefixtures("through_pages")
def test_what_pages_ask_touches_all_since_the_maps_know_no_pages(selecting: Selecting) -> None:
    found = selecting("bookstore/cart/service.py", "def add(self): ...", "def add(self): return 1")
    assert found.keys() == ALL
    assert found["Places"] is Closeness.SERVICE
    assert found["Adds"] is Closeness.FUNCTION


@pytest.mark.usefixtures("through_pages")
def test_another_comment_touches_nothing_through_pages_either(selecting: Selecting) -> None:
    text = "def add(self): ...\n"
    file = ChangedFile("bookstore/cart/service.py", text, f"# Why.\n{text}")
    assert selecting.of(file) == {}
    assert not pages_reach("bookstore/notifications/delivery.py")
