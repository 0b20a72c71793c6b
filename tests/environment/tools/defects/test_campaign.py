"""Many defects: each result is kept as soon as it is there, and an error ends the rest."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from environment.tools.defects.campaign import run_campaign
from environment.tools.defects.catalog import Consequence, Defect, Edit, Kind
from environment.tools.defects.outcome import ScenarioOutcome, read_outcomes
from environment.tools.defects.results import Results, Trial
from environment.tools.defects.trial import RunFailed

_RED = ScenarioOutcome("a: b", 0.5, ("step", "audit"), "a sentence", "checkout -> orders", "a reason")


def _defect(name: str) -> Defect:
    return Defect(
        name=name, title="A title", point="checkout -> orders", kind=Kind.STATE,
        consequence=Consequence.WRONG_DATA, arrows=("checkout -> orders",),
        edits=(Edit(file="orders/service.py", replace="1"),),
    )  # fmt: skip


class _Trials:
    """Stands in for the runs: `broken` raises, all others give a result."""

    def __init__(self, broken: str = "", error: Exception | None = None) -> None:
        self.tried: list[str] = []
        self.ended = threading.Event()
        self._broken, self._error = broken, error or RuntimeError("no stack could be started")

    def __call__(self, defect: Defect) -> Trial:
        self.tried.append(defect.name)
        if defect.name == self._broken:
            raise self._error
        return Trial(defect.name, 1.0, (_RED,))

    def end(self) -> None:
        self.ended.set()


def test_each_defect_is_tried_and_reported() -> None:
    reported: list[Trial] = []
    trials = run_campaign([_defect("a"), _defect("b")], _Trials(), 2, reported.append)
    assert [each.defect for each in trials] == ["a", "b"]
    assert sorted(each.defect for each in reported) == ["a", "b"]


def test_an_error_ends_the_campaign() -> None:
    trials = _Trials(broken="a")
    with pytest.raises(RuntimeError, match="no stack"):
        run_campaign([_defect(name) for name in "abc"], trials, 1, lambda _: None)
    assert trials.tried == ["a"]
    assert trials.ended.is_set()


def test_a_run_that_has_shown_nothing_ends_no_other_and_is_told() -> None:
    trials, reported = _Trials("a", RunFailed("a: no scenario has run")), list[Trial]()
    with pytest.raises(RunFailed, match="a: no scenario has run"):
        run_campaign([_defect(name) for name in "abc"], trials, 1, reported.append)
    assert [each.defect for each in reported] == ["b", "c"]


def test_a_result_is_kept_as_it_is(tmp_path: Path) -> None:
    trial = Trial("orders/one", 12.5, (_RED, ScenarioOutcome("c: d", 0.1)))
    results = Results(tmp_path)
    results.keep(trial)
    assert results.kept() == {"orders/one": trial}
    assert trial.caught


def test_a_bookstore_that_does_not_start_is_noticed() -> None:
    assert Trial("orders/one", 3.0, (), "the log").caught
    assert not Trial("orders/one", 3.0, (ScenarioOutcome("c: d", 0.1),)).caught


def test_outcomes_are_read_up_to_a_line_that_was_cut_short(tmp_path: Path) -> None:
    file = tmp_path / "outcomes"
    assert list(read_outcomes(file)) == []
    _RED.append_to(file)
    with file.open("a", encoding="utf-8") as lines:
        lines.write('{"scenario": "c')
    assert list(read_outcomes(file)) == [_RED]
