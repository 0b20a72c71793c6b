"""What uses a name is followed until functions are found that a map knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.choosing.change.mentions import Mentions
from environment.choosing.change.users import users_of
from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.choosing.maps.recorded_code import NOT_RECORDED
from environment.choosing.recorded_maps import recordings_of
from environment.evidence.baseline.scenario_id import ScenarioId

_SOURCE = """
from limits import LIMIT as MOST
TWICE = 2 * LIMIT

def known(): return TWICE
def unknown(): return FACTOR
def calls(): return unknown()
def routes():
    def route(body: Body): return handle(body)
    return [route]
class Body:
    size: int = SIZE
    def __eq__(self, other): return EQUAL
def renamed(): return MOST
@route
def registered(): return HOOK
def again(): return again() or AGAIN
"""
_KNOWN = {"known", "calls", "routes", "renamed"}


def _users(project: Path, *names: str) -> tuple[set[str], set[str]]:
    (project / "bookstore").mkdir()
    (project / "bookstore" / "a.py").write_text(_SOURCE, "utf-8")
    ran = frozenset(MappedFunction("bookstore/a.py", name) for name in _KNOWN)
    maps = FunctionMap({ScenarioId("features/a.feature", "A", "0"): ran})
    [recording] = recordings_of(maps, NOT_RECORDED)
    found = users_of("bookstore/changed.py", names, (), Mentions(project, "bookstore"), recording)
    return {each.name for each in found.functions}, set(found.at_import)


@pytest.mark.parametrize(
    ("name", "functions", "at_import"),
    [
        ("TWICE", {"known"}, set()),
        ("LIMIT", {"known", "renamed"}, set()),
        ("FACTOR", {"calls"}, set()),
        ("handle", {"routes"}, set()),
        ("Body", set(), {"bookstore/a.py"}),
        ("SIZE", set(), {"bookstore/a.py"}),
        ("EQUAL", set(), {"bookstore/a.py"}),
        ("HOOK", set(), {"bookstore/a.py"}),
        ("AGAIN", set(), {"bookstore/a.py"}),
        ("nothing", set(), {"bookstore/changed.py"}),
    ],
)
def test_users(tmp_path: Path, name: str, functions: set[str], at_import: set[str]) -> None:
    assert _users(tmp_path, name) == (functions, at_import)


def test_a_file_that_is_no_python_mentions_nothing(tmp_path: Path) -> None:
    (tmp_path / "bookstore").mkdir()
    (tmp_path / "bookstore" / "b.py").write_text("def (", "utf-8")
    assert Mentions(tmp_path, "bookstore").of("a") == frozenset()
