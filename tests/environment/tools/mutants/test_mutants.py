"""A mutant changes one place that can be told from all others, and the sample's interval is Wilson's."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.tools.defects.outcome import ScenarioOutcome
from environment.tools.defects.results import Trial
from environment.tools.mutants.__main__ import how_soon
from environment.tools.mutants.equivalents import read_equivalents
from environment.tools.mutants.interval import in_percent, interval
from environment.tools.mutants.mutant import Mutant, mutants_in, one_line, sample_of, without
from environment.tools.mutants.mutant_lines import BadMutantLine
from environment.tools.mutants.tried_mutants import TriedMutant, note, read_tried
from tests.environment.choosing.likely.scenarios import scenario

_SOURCE = '''\
def pay(amount, limit):
    """A text with 1 number."""
    if amount <= limit and limit:
        commit(amount, limit)
        return amount + 1
    with lock():
        try:
            send()
        except OSError:
            return None
    def inner():
        return limit
    raise ValueError
'''


def _mutants(source: str = _SOURCE) -> list[Mutant]:
    return list(mutants_in("orders/a.py", source))


@pytest.mark.parametrize(
    ("operator", "after"),
    [
        ("comparison", "if (amount > limit) and limit:"),
        ("comparison", "if (amount < limit) and limit:"),
        ("condition", "if (amount <= limit or limit):"),
        ("call removed", "pass"),
        ("arguments", "(commit(limit, amount))"),
        ("arithmetic", "return (amount - 1)"),
        ("constant", "return amount + (2)"),
        ("result", "return None"),
        ("lock or transaction removed", "with __import__('contextlib').nullcontext():"),
        ("handler", "raise"),
        ("error removed", "pass"),
    ],
)
def test_each_operator_changes_its_place(operator: str, after: str) -> None:
    found = {(each.operator, one_line(each.after)) for each in _mutants()}
    assert ((operator, after) in found) == (after != "if (amount > limit) and limit:")


def test_a_nested_function_has_mutants_of_its_own() -> None:
    names = {each.function.name for each in _mutants() if each.line == 12}
    assert names == {"pay.<locals>.inner"}


def test_equal_lines_are_told_apart_by_the_lines_around_them() -> None:
    source = "def one():\n    send()\n    return 1\n\ndef two():\n    send()\n    return 2\n"
    found = [each for each in _mutants(source) if each.operator == "call removed"]
    assert [each.function.name for each in found] == ["one", "two"]
    assert all(source.count(each.before) == 1 for each in found)


def test_an_equivalent_mutant_is_left_out_and_needs_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "equivalent.txt"
    file.write_text("# a comment\norders/a.py ~ send() ~ pass ~ nothing depends on it\n", "utf-8")
    source = "def one():\n    send()\n"
    assert without(_mutants(source), read_equivalents(file)) == []
    file.write_text("orders/a.py ~ send() ~ pass\n", "utf-8")
    with pytest.raises(BadMutantLine, match="line 1: write file ~ before ~ after ~ reason"):
        read_equivalents(file)


def test_what_came_of_a_mutant_is_kept_whatever_becomes_of_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "tried.txt"
    mutant, other, *_ = _mutants()
    green, red = ScenarioOutcome("a", 0.2), ScenarioOutcome("b", 0.2, noticed_by=("step",))
    note(mutant, Trial(mutant.name, 9.0, (green,), chosen=40, day="2026-11-29"), file)
    note(other, Trial(other.name, 9.0, (), failure="the log", day="2026-11-30"), file)
    assert read_tried(file)[mutant.change] == TriedMutant("SURVIVED 1 of 40 scenarios", "2026-11-29")
    moved = next(each for each in _mutants(f"import os\n{_SOURCE}") if each.change == mutant.change)
    note(moved, Trial(moved.name, 9.0, (green, red), chosen=40, day="2026-11-30"), file)
    found = read_tried(file)
    assert found[mutant.change] == TriedMutant("killed by step", "2026-11-30")
    assert found[other.change] == TriedMutant("killed by the start", "2026-11-30")
    assert {each.killed for each in found.values()} == {True}


def test_the_interval_is_that_of_wilson() -> None:
    assert interval(0, 0) == (0.0, 1.0)
    assert interval(90, 100) == pytest.approx((0.8256, 0.9448), abs=1e-4)
    assert in_percent(10, 10) == "10 of 10, 100% (95 %: 72% to 100%)"


def test_how_soon_mutants_were_killed_is_told_by_the_part_of_the_run_that_had_passed() -> None:
    scenarios = [scenario(name, seconds=seconds) for name, seconds in (("a", 1.0), ("b", 2.0), ("c", 17.0))]
    green, red = (ScenarioOutcome("a", 0.2), ScenarioOutcome("b", 0.2, noticed_by=("step",)))
    trials = [Trial("one", 9.0, (green, red)), Trial("two", 9.0, (red,)), Trial("three", 9.0, (green,))]
    [line] = how_soon(trials, scenarios)
    assert line.endswith("12% in the mean; 50% in the first tenth, 100% in the first third")
    assert not [*how_soon(trials[2:], scenarios)]


def test_a_sample_stays_what_it_is_when_other_code_changes() -> None:
    before = _mutants()
    sample = [each.change for each in sample_of(before, 4, seed=1)]
    more = [*_mutants("def add(a):\n    return a + 1\n"), *before]
    kept = [change for change in (each.change for each in sample_of(more, 5, seed=1)) if change in sample]
    assert kept == sample or kept == sample[:3]
    assert sample != [each.change for each in sample_of(before, 4, seed=2)]


def test_no_mutant_returns_nothing_in_place_of_false() -> None:
    found = _mutants("def is_new(a):\n    return False\n")
    assert [each.operator for each in found] == ["constant"]
