"""A defect is tried until enough scenarios are red because of it, and an interrupted trial goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import pytest

from environment.tools.defects.catalog import Consequence, Defect, Edit, Kind
from environment.tools.defects.copy_run import CopyRuns
from environment.tools.defects.noticing import Basis, Choice
from environment.tools.defects.outcome import ScenarioOutcome
from environment.tools.defects.plan import DefectPlan, Enough
from environment.tools.defects.results import Results
from environment.tools.defects.trial import FIVE_RED, DefectTrials, RunFailed

_NAMES = tuple(f"s{number}" for number in range(12))
_DEFECT = Defect(
    name="orders/one", title="A title", point="checkout -> orders", kind=Kind.STATE,
    consequence=Consequence.WRONG_DATA, arrows=("checkout -> orders",),
    edits=(Edit(file="orders/service.py", replace="1"),),
)  # fmt: skip


class _Runs:
    """Stands in for the runs of copies: these scenarios are red, and `stop_after` ends a run early."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.ended = False
        self.red: set[str] = set()
        self.red_anyway: set[str] = set()
        self.stop_after: int | None = None
        self.log = ""
        self.plans: list[tuple[str, tuple[str, ...]]] = []
        self.settings: list[tuple[str, ...]] = []
        self.skipped: set[str] = set()

    def __call__(
        self, name: str, plan: DefectPlan, _change: Callable[[Path], None], settings: Sequence[str] = ()
    ) -> str:
        self.plans.append((name, plan.order))
        self.settings.append(tuple(settings))
        red = self.red_anyway | (self.red if not name.startswith("control") else set())
        reds = list(plan.earlier)
        for number, scenario in enumerate(plan.order if not self.log else ()):
            if (plan.enough and plan.enough.is_reached(reds)) or (
                number == self.stop_after and not name.startswith("control")
            ):
                self.ended = number == self.stop_after
                break
            if scenario in self.skipped:
                ScenarioOutcome(scenario, 0.5, skipped=True).append_to(plan.file)
                continue
            reds.append(scenario in red)
            by = ("step",) if scenario in red else ()
            ScenarioOutcome(scenario, 0.5, by, "a sentence").append_to(plan.file)
        return self.log

    def end(self) -> None:
        self.ended = True


@pytest.fixture
def runs(tmp_path: Path) -> _Runs:
    (tmp_path / "bookstore").mkdir()
    return _Runs(tmp_path)


def _trials(runs: _Runs, *, full: bool = False) -> DefectTrials:
    choice = Choice(Basis.FUNCTIONS, _NAMES)
    results = Results(runs.project / "results")
    return DefectTrials(cast("CopyRuns", runs), lambda _: choice, results, full=full)


def test_the_run_ends_when_enough_are_red(runs: _Runs) -> None:
    runs.red = {*_NAMES}
    trial = _trials(runs)(_DEFECT)
    assert trial is not None
    assert len(trial.red) == len(trial.outcomes) == FIVE_RED.red
    assert trial.chosen == len(_NAMES)


def test_the_whole_table_has_every_scenario(runs: _Runs) -> None:
    runs.red = {*_NAMES[:7]}
    trial = _trials(runs, full=True)(_DEFECT)
    assert trial is not None
    assert (len(trial.red), len(trial.outcomes)) == (7, 12)


def test_a_scenario_that_is_red_without_the_defect_does_not_count(runs: _Runs) -> None:
    runs.red_anyway = {*_NAMES[:6]}
    trial = _trials(runs)(_DEFECT)
    assert trial is not None
    assert not trial.caught
    assert [each.scenario for each in trial.outcomes] == [*_NAMES[6:]]
    assert trial.chosen == 6


def test_the_run_goes_on_until_enough_are_red_because_of_the_defect(runs: _Runs) -> None:
    runs.red_anyway, runs.red = {*_NAMES[:3]}, {*_NAMES[3:]}
    trial = _trials(runs)(_DEFECT)
    assert trial is not None
    assert [each.scenario for each in trial.red] == [*_NAMES[3:8]]


def test_a_defect_of_pages_is_tried_through_the_browser_with_a_control_of_its_own(runs: _Runs) -> None:
    pages = _DEFECT.model_copy(update={"edits": (Edit(file="storefront/visit.py", replace="1"),)})
    runs.red = {*_NAMES}
    trial = _trials(runs)(pages)
    assert trial is not None
    assert len(trial.red) == FIVE_RED.on_pages.red
    assert runs.settings == [("-D", "through=browser")] * 2
    assert [name for name, _ in runs.plans] == ["orders/one", "control.pages"]


def test_a_skipped_scenario_says_nothing_about_a_defect(runs: _Runs) -> None:
    runs.skipped = {*_NAMES[:4]}
    trial = _trials(runs)(_DEFECT)
    assert trial is not None
    assert not trial.caught
    assert [each.scenario for each in trial.outcomes] == [*_NAMES[4:]]
    assert trial.chosen == 8


def test_what_was_tried_is_not_tried_again(runs: _Runs) -> None:
    first = _trials(runs)(_DEFECT)
    tried = len(runs.plans)
    assert _trials(runs)(_DEFECT) == first
    assert len(runs.plans) == tried
    assert _trials(runs, full=True)(_DEFECT) != first


def test_other_code_or_another_edit_is_tried_again(runs: _Runs) -> None:
    _trials(runs)(_DEFECT)
    tried = len(runs.plans)
    (runs.project / "bookstore" / "a.py").write_text("1", "utf-8")
    _trials(runs)(_DEFECT)
    assert len(runs.plans) == tried + 1
    _trials(runs)(_DEFECT.model_copy(update={"edits": (Edit(file="orders/service.py", replace="2"),)}))
    assert len(runs.plans) == tried + 2


def test_an_interrupted_trial_goes_on_with_the_scenarios_that_are_left(runs: _Runs) -> None:
    runs.stop_after = 4
    assert _trials(runs, full=True)(_DEFECT) is None
    runs.stop_after, runs.ended = None, False
    trial = _trials(runs, full=True)(_DEFECT)
    assert trial is not None
    assert [each.scenario for each in trial.outcomes] == [*_NAMES]
    assert [order for _, order in runs.plans] == [_NAMES, _NAMES[4:]]
    assert [each.name for each in (runs.project / "results" / "orders").iterdir()] == ["one.json"]


def test_a_bookstore_that_does_not_start_is_noticed(runs: _Runs) -> None:
    runs.log = "orders ended before it was ready: exit code 1"
    trial = _trials(runs)(_DEFECT)
    assert trial is not None
    assert trial.caught


def test_a_run_that_fails_for_another_reason_proves_nothing(runs: _Runs) -> None:
    runs.log = "ModuleNotFoundError"
    with pytest.raises(RunFailed, match="orders/one: no scenario has run, and not because of the defect"):
        _trials(runs)(_DEFECT)


@pytest.mark.parametrize(
    ("reds", "reached"),
    [
        ([], False),
        ([False] * 4, False),
        ([False] * 5, True),
        ([True, True], True),
        ([False, True, False], False),
        ([False, True, False, False], True),
        ([False] * 4 + [True], False),
    ],
)
def test_a_defect_is_known_well_enough(reds: list[bool], reached: bool) -> None:
    assert Enough(red=2, after_red=2, without_red=5).is_reached(reds) is reached
