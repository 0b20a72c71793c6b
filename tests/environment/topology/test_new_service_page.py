"""The page about a new service names files that exist, and an example that can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from environment.topology import bookstore_topology
from tests.owed_entries import PROJECT

PAGE = (PROJECT / "docs/new-service.md").read_text("utf-8")
NAMED = sorted(
    set(re.findall(r"`((?:bookstore|docs|environment|features|steps|tests|defects|baseline)/[^`]*)`", PAGE))
)


@pytest.mark.parametrize("path", NAMED)
def test_each_file_that_the_page_names_exists(path: str) -> None:
    assert Path(PROJECT / path).exists(), f"docs/new-service.md names {path}"


def test_the_example_is_no_service_of_the_bookstore() -> None:
    assert "fraud" not in bookstore_topology().services, "take another service as the example of the page"
