"""Scenarios whose maps are older than the code: what other maps know of it since tells nothing about them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from environment.choosing.change.change_selection import ChangeSelection
from environment.choosing.change.changed_file import ChangedFile
from environment.choosing.change.touched import Closeness
from environment.choosing.known_scenario import KnownScenario
from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.choosing.maps.recorded_code import NOT_RECORDED, RecordedCode, code_now
from environment.choosing.reach import ScenarioReach
from environment.evidence.baseline.scenario_id import ScenarioId
from tests.environment.choosing.change.conftest import SERVICE_FILE, behave_scenarios

Ran = Mapping[str, tuple[str, ...]]
_OLD = """class Orders:
    def place(self): return 1
    def cancel(self): return 2
    def refund(self): return self._money()
    def _money(self): return 3
class Gift:
    def wrap(self): return 4
class Card(Gift):
    def wrap(self): return 5
def send(gift): return gift.wrap()
"""
_NEW = _OLD.replace("return 1", "return self._check()").replace("return 2", "return self._money()")
_NEW = _NEW.replace("class Gift", "    def _check(self): return 6\nclass Gift")
_NEW = _NEW.replace("class Card(Gift):\n    def wrap(self): return 5\n", "class Card(Gift): ...\n")
_RAN: Ran = {
    "Adds": ("Orders.refund", "Orders._money"),
    "Removes": ("Card.wrap", "send"),
    "Places": ("Orders.place",),
    "Cancels -- @1.1 ": ("Orders.cancel",),
    "Cancels -- @1.2 ": ("Orders.cancel", "Orders._money"),
    "Is new": ("Orders.place", "Orders._check", "Gift.wrap"),
}
_RARE = "environment/audit/rare.py"


class Selecting:
    """Selects for one changed file. Two maps were recorded with the new code, the others with the old."""

    def __init__(self, project: Path, file: str, old: str, new: str, ran: Ran) -> None:
        self._project, self._path, self._ran = project, file, ran
        self._file = project / file
        self._file.parent.mkdir(parents=True)
        first = self._written(old, NOT_RECORDED)
        self._second = self._written(new, first)

    def __call__(self, old: str, new: str) -> dict[str, Closeness]:
        before = self._file.read_text("utf-8")
        assert old in before
        changed = ChangedFile(self._path, before, before.replace(old, new))
        self._file.write_text(before.replace(old, new), "utf-8")
        scenarios = behave_scenarios()
        names = {ScenarioId.of_scenario(each): each.name for each in scenarios}
        ran = {
            identity: frozenset(MappedFunction(self._path, each) for each in self._ran.get(name, ()))
            for identity, name in names.items()
        }
        second = [each for each, name in names.items() if name in ("Is new", "Cancels -- @1.2 ")]
        maps = FunctionMap(ran, recordings=dict.fromkeys(second, 2))
        known = [KnownScenario.of_scenario(each, {}) for each in scenarios]
        reach = ScenarioReach(known, maps, lambda _: None, self._second)
        touches = ChangeSelection(scenarios, reach, lambda _: (), self._project).of([changed]).touches
        return {names[each]: touch.closeness for each, touch in touches.items()}

    def _written(self, text: str, recorded: RecordedCode) -> RecordedCode:
        self._file.write_text(text, "utf-8")
        return code_now(self._project, recorded)


@pytest.fixture
def selecting(tmp_path: Path) -> Selecting:
    return Selecting(tmp_path, SERVICE_FILE, _OLD, _NEW, _RAN)


def test_a_function_that_is_younger_than_a_map_is_run_by_those_that_run_its_callers(
    selecting: Selecting,
) -> None:
    assert selecting("return 6", "return 7") == {"Is new": Closeness.FUNCTION, "Places": Closeness.USER}


def test_a_caller_that_is_younger_than_a_map_may_run_a_function_that_it_did_not_run(
    selecting: Selecting,
) -> None:
    assert selecting("return 3", "return 4") == {
        "Adds": Closeness.FUNCTION,
        "Cancels -- @1.1 ": Closeness.USER,
        "Cancels -- @1.2 ": Closeness.FUNCTION,
    }


def test_what_was_there_when_a_map_was_recorded_is_run_by_none_that_does_not_have_it(
    selecting: Selecting,
) -> None:
    assert selecting("return self._money()\n    def _money", "return 8 + self._money()\n    def _money") == {
        "Adds": Closeness.FUNCTION
    }


def test_a_call_may_reach_another_function_where_the_one_of_a_map_is_gone(selecting: Selecting) -> None:
    assert selecting("return 4", "return 9") == {"Is new": Closeness.FUNCTION, "Removes": Closeness.USER}


def test_a_file_of_the_environment_is_run_by_those_that_ran_it_where_it_was_there(tmp_path: Path) -> None:
    selecting = Selecting(tmp_path, _RARE, "a = 1\n", "a = 1\n", {"Is new": ("*",)})
    assert selecting("1", "2") == {"Is new": Closeness.FUNCTION}


def test_a_younger_file_of_the_environment_may_be_run_by_all_with_older_maps(tmp_path: Path) -> None:
    selecting = Selecting(tmp_path, _RARE, "b = 1\n", "a = 1\n", {"Is new": ("*",)})
    older = dict.fromkeys(_RAN.keys() - {"Is new", "Cancels -- @1.2 "}, Closeness.EVERYTHING)
    assert selecting("1", "2") == {"Is new": Closeness.FUNCTION, **older}
