"""A browser that has ended by itself is told, and asks for nothing more."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from environment.browser.accessibility import Accessibility
from environment.browser.run_browser import RunBrowser
from environment.browser.scenario_browser import ScenarioBrowser
from steps.drivers.api import ScenarioCorrelation

_GONE: Any = SimpleNamespace(is_connected=lambda: False)


def lost(how: str | None) -> RunBrowser:
    server: Any = SimpleNamespace(how_it_ended=lambda: how)
    browser = RunBrowser("http://shop", [], Path(), server)
    browser.browser = _GONE
    return browser


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("killed by SIGKILL", "the browser ended unexpectedly: killed by SIGKILL"),
        (None, "the browser ended unexpectedly: its driver has lost it"),
    ],
)
def test_the_end_of_a_browser_is_a_sentence(how: str | None, sentence: str) -> None:
    assert lost(how).unexpected_end() == sentence


def test_a_browser_that_runs_has_no_end() -> None:
    browser = lost(None)
    browser.browser = SimpleNamespace(is_connected=lambda: True)
    assert browser.unexpected_end() is None


def test_nothing_is_asked_of_a_browser_that_was_lost(tmp_path: Path) -> None:
    no_loop: Any = None
    scenario = ScenarioBrowser(
        no_loop, _GONE, "http://shop", ScenarioCorrelation(), Accessibility(), tmp_path
    )
    assert scenario.traces() == {}
    scenario.close()
