"""The list of scenarios that take long, which changes where a scenario does, and not from run to run."""

from __future__ import annotations

import pytest

from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.slow_scenarios import (
    at_usual_speed,
    read_list,
    renewed,
    written_list,
)
from environment.evidence.baseline.text_format import UnreadableBaseline

BEFORE = {"a": 10, "b": 2}


def test_a_list_is_read_back_with_names_that_have_separators_in_them() -> None:
    known = {"features/x.feature: One | two -- @1.1 ": 5, "features/x.feature: One": 100}
    assert read_list(written_list(known)) == known


@pytest.mark.parametrize("line", ["features/x.feature: One", "One | soon", "One | 0", " | 3", "One | -3"])
def test_a_line_without_seconds_is_refused(line: str) -> None:
    with pytest.raises(UnreadableBaseline, match="no seconds at the end of this line"):
        read_list(line)


def test_what_takes_up_to_twice_or_half_as_long_changes_nothing() -> None:
    assert renewed(BEFORE, {"a": 19.0, "b": 1.1}) == BEFORE
    assert renewed(BEFORE, {"a": 5.5, "b": 3.9}) == BEFORE


def test_what_has_become_slow_or_quick_changes_the_list() -> None:
    assert renewed(BEFORE, {"a": 48.0, "b": 0.4, "c": 2.1, "d": 1.9}) == {"a": 50, "c": 2}


@pytest.mark.parametrize("slowness", [0.5, 1.0, 7.0])
def test_a_slow_or_busy_machine_lists_the_same_scenarios(slowness: float) -> None:
    measured = {str(number): (0.6 if number else 31.0) * slowness for number in range(60)}
    assert renewed({}, at_usual_speed(measured)) == {"0": 30}


def test_a_few_scenarios_say_nothing_about_the_machine_and_so_change_nothing() -> None:
    assert at_usual_speed({"a": 31.0, "b": 0.6}) == {}


def test_the_committed_list_can_be_read() -> None:
    assert CommittedBaseline().slow_scenarios()
