"""An order is measured by running its scenarios against defects, and goes on where it was interrupted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from environment.choosing.known_scenario import KnownScenario
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.tools.defects.catalog import Consequence, Defect, Edit, Kind
from environment.tools.defects.outcome import ScenarioOutcome
from environment.tools.defects.plan import DefectPlan
from environment.tools.defects.trial import START_FAILED, RunFailed
from environment.tools.selection.measured_order import (
    START,
    Noticed,
    OrderMeasurement,
    sample_of,
    share_in_words,
)


def _defect(name: str, file: str = "orders/service.py") -> Defect:
    return Defect(
        name=name, title="A title", point="checkout -> orders", kind=Kind.STATE,
        consequence=Consequence.WRONG_DATA, arrows=("checkout -> orders",),
        edits=(Edit(file=file, replace="1", by="0"),),
    )  # fmt: skip


class _Runs:
    """Runs a plan up to the first red scenario, or so many scenarios, and starts no process."""

    ended = False

    def __init__(
        self, project: Path, red: Sequence[str], red_anyway: Sequence[str] = (), log: str = ""
    ) -> None:
        self.project, self.ran, self.most = project, list[str](), 100
        self._red, self._anyway, self._log = {*red, *red_anyway}, red_anyway, log

    def __call__(
        self, name: str, plan: DefectPlan, change: Callable[[Path], None], settings: Sequence[str] = ()
    ) -> str:
        if self._log:
            return self._log
        for each in plan.order[: self.most]:
            red = each in (self._anyway if name == "control" else self._red)
            ScenarioOutcome(each, 1.0, noticed_by=("step",) * red).append_to(plan.file)
            self.ran += [] if name == "control" else [each]
            if red and plan.enough:
                break
        return ""


def _noticed(runs: _Runs, folder: Path, *order: str, seconds: float = 1.0, whole: float = 300.0) -> Noticed:
    scenarios = [KnownScenario(each, ScenarioId(each, each, "0"), 2, seconds) for each in order]
    measurement = OrderMeasurement(runs, whole, folder)  # type: ignore[arg-type]  # starts no process
    [noticed] = measurement([_defect("orders/one")], lambda _: scenarios)
    return noticed


def _by(runs: _Runs, folder: Path, *order: str) -> str:
    return _noticed(runs, folder, *order).by


def test_the_first_red_scenario_has_noticed_it_and_no_further_one_runs(tmp_path: Path) -> None:
    runs = _Runs(tmp_path, red=["b"])
    assert _by(runs, tmp_path / "kept", "a", "b", "c") == "b"
    assert runs.ran == ["a", "b"]


def test_what_has_run_does_not_run_again_for_another_set(tmp_path: Path) -> None:
    runs = _Runs(tmp_path, red=["d"])
    assert _by(runs, tmp_path / "kept", "a", "b") == ""
    assert _by(runs, tmp_path / "kept", "b", "c", "d") == "d"
    assert _by(runs, tmp_path / "kept", "d", "a") == "d"
    assert runs.ran == ["a", "b", "c", "d"]


def test_a_scenario_that_is_red_without_the_defect_has_not_noticed_it(tmp_path: Path) -> None:
    runs = _Runs(tmp_path, red=["c"], red_anyway=["a"])
    assert _by(runs, tmp_path / "kept", "a", "b", "c") == "c"


def test_a_run_that_ends_early_goes_on(tmp_path: Path) -> None:
    runs = _Runs(tmp_path, red=[])
    runs.most = 1
    assert _by(runs, tmp_path / "kept", "a", "b", "c") == ""
    assert runs.ran == ["a", "b", "c"]


def test_a_bookstore_that_does_not_start_is_noticed_by_the_start(tmp_path: Path) -> None:
    assert _by(_Runs(tmp_path, [], log=f"orders ended {START_FAILED}"), tmp_path / "kept", "a") == START


def test_a_run_that_shows_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match="no memory"):
        _by(_Runs(tmp_path, [], log="no memory"), tmp_path / "kept", "a")


def test_the_part_of_the_run_that_has_passed_is_told(tmp_path: Path) -> None:
    noticed = _noticed(_Runs(tmp_path, red=["b"]), tmp_path / "kept", "a", "b", "c", seconds=30.0)
    assert noticed.part == pytest.approx(0.2)
    assert noticed.in_budget


def test_what_the_budget_has_no_room_for_runs_up_to_a_third_of_the_run(tmp_path: Path) -> None:
    runs = _Runs(tmp_path, red=["c", "d"])
    noticed = _noticed(runs, tmp_path / "kept", "a", "b", "c", "d", seconds=50.0, whole=450.0)
    assert (noticed.by, noticed.in_budget) == ("c", False)
    missed = _noticed(runs, tmp_path / "again", "a", "b", "c", "d", seconds=50.0, whole=300.0)
    assert (missed.by, missed.part, missed.in_budget) == ("", 1.0, False)


def test_a_start_that_fails_is_noticed_at_once(tmp_path: Path) -> None:
    noticed = _noticed(_Runs(tmp_path, [], log=START_FAILED), tmp_path / "kept", "a")
    assert (noticed.part, noticed.in_budget) == (0.0, True)


def test_a_larger_sample_begins_with_the_smaller_one() -> None:
    catalog = [_defect(f"orders/{number}") for number in range(9)]
    few, all_of_them = sample_of(catalog, 3, seed=1), sample_of(catalog, 100, seed=1)
    assert all_of_them[:3] == few
    assert len(all_of_them) == 9
    assert sample_of(catalog[::-1], 3, seed=1) == few != sample_of(catalog, 3, seed=2)


def test_the_interval_is_wide_for_few_defects() -> None:
    assert share_in_words(8, 10) == "8 of 10, 80% (95 % of such samples: 49% to 94%)"
    assert share_in_words(3, 3) == "3 of 3, 100% (95 % of such samples: 44% to 100%)"
    assert share_in_words(0, 0) == "no defect was tried"
