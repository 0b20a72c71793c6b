"""Multiplied outlines, and when a quantity has grown faster than it may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from environment.settings import PROJECT_FOLDER
from environment.tools.growth.__main__ import FEATURES
from environment.tools.growth.copies import copied_project, with_rows
from environment.tools.growth.figures import RunFigures, growth
from environment.tools.growth.memory import PeakMemory, anonymous_kilobytes, program_of_log
from environment.tools.growth.run import halves

_FEATURE = """Feature: Carts
  Scenario Outline: Copies
    Given the books
      | title |
      | Dune  |

    Examples: few

      | copies |
      | 1      |
      | 2      |

    Examples:
      | copies |
      | 9      |
"""


def test_rows_of_outlines_are_multiplied_and_tables_of_steps_are_not() -> None:
    lines = [line.strip() for line in with_rows(_FEATURE, 3).splitlines()]
    assert lines.count("| copies |") == 2
    assert lines.count("| Dune  |") == 1
    assert lines[9:15] == ["| 1      |", "| 2      |"] * 3
    assert lines[-3:] == ["| 9      |"] * 3
    assert with_rows(_FEATURE, 1) == _FEATURE


def test_a_copy_has_the_chosen_features_only(tmp_path: Path) -> None:
    folder = copied_project(PROJECT_FOLDER, tmp_path, FEATURES[:1], 2)
    assert [each.relative_to(folder) for each in folder.rglob("*.feature")] == [FEATURES[0]]
    assert (folder / "pyproject.toml").is_file()


@pytest.mark.parametrize("feature", FEATURES)
def test_the_chosen_features_have_outlines_alone(feature: Path) -> None:
    assert "  Scenario:" not in (PROJECT_FOLDER / feature).read_text("utf-8")


def test_memory_is_that_of_the_kernel_by_program() -> None:
    assert anonymous_kilobytes("Name:\tx\nRssAnon:\t    5120 kB\nRssFile:\t 9 kB\n") == 5120
    assert anonymous_kilobytes("") == 0
    assert program_of_log(Path("/run/logs/faults.log")) == "proxy"
    assert program_of_log(Path("/run/logs/cart.log")) == "cart"


def test_the_highest_reading_counts() -> None:
    memory = PeakMemory(runner=1)
    memory.peak["cart"] = 10**9
    memory.read([])
    assert memory.peak["cart"] == 10**9


def test_earlier_and_later_runs_are_those_of_the_same_row() -> None:
    """Rows that take 9 s and run first must not make the later rows look fast."""
    slow = [{"fullName": "a.feature:3", "name": "Slow", "start": at, "stop": at + 9000} for at in range(4)]
    fast = [{"fullName": "b.feature:3", "name": "Fast", "start": at, "stop": at + 1000} for at in range(4, 8)]
    slower = {"fullName": "b.feature:3", "name": "Fast", "start": 9, "stop": 1209}
    assert halves([*slow, *fast]) == (5.0, 5.0)
    assert halves([*slow, *fast[:3], slower])[1] == pytest.approx(5.05)


_SMALL = RunFigures(
    scenarios=10,
    seconds=0.5,
    halves=(0.5, 0.5),
    cpu=20.0,
    memory={"cart": 50_000, "runner": 50_000},
    results=10_000_000,
    report=2_000_000,
    report_seconds=3.0,
)
_LINEAR = replace(
    _SMALL, scenarios=100, cpu=200.0, results=100_000_000, report=10_000_000, report_seconds=30.0
)


def _too_much(large: RunFigures) -> list[str]:
    return [each.what for each in growth(_SMALL, large) if each.too_much]


def test_linear_growth_is_allowed() -> None:
    assert _too_much(_LINEAR) == []


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"seconds": 0.7}, "time of a scenario"),
        ({"halves": (0.4, 0.6)}, "time of the later runs of a row"),
        ({"cpu": 300.0}, "CPU of a scenario"),
        ({"results": 120_000_000}, "results of a scenario"),
        ({"report": 2_000_000 + 90 * 151_000}, "report of a further scenario"),
        ({"report_seconds": 50.0}, "making the report, of a scenario"),
        ({"memory": {"cart": 50_000 + 90 * 21, "runner": 50_000 + 90 * 119}}, "memory: cart"),
        ({"memory": {"runner": 50_000 + 90 * 121}}, "memory: runner"),
        ({"memory": {"a new program": 90 * 21}}, "memory: a new program"),
    ],
)
def test_faster_growth_is_named(changed: Mapping[str, object], what: str) -> None:
    assert _too_much(replace(_LINEAR, **changed)) == [what]  # type: ignore[arg-type]  # of each field
