"""Fixtures of the tests that open pages; without Chromium these tests are skipped, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages.chromium import ChromiumUnavailable, chromium, new_page
from tests.pages.opened_page import WIDE, OpenedPage

Open = Callable[..., OpenedPage]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests of a process."""
    try:
        with chromium() as started:
            yield started
    except ChromiumUnavailable as reason:
        pytest.skip(f"No page was opened: {reason}")


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open HTML, or the file at a path, from disk: open_page(html, width=NARROW)."""
    opened: list[OpenedPage] = []

    def open_from_disk(source: str | Path, width: int = WIDE) -> OpenedPage:
        path = source if isinstance(source, Path) else tmp_path / f"page{len(opened)}.html"
        if isinstance(source, str):
            path.write_text(source, "utf-8")
        page = OpenedPage(new_page(browser, width))
        opened.append(page)
        page.page.goto(path.resolve().as_uri())
        return page

    yield open_from_disk
    for each in opened:
        each.page.context.close()
