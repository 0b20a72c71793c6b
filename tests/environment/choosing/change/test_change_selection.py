"""A change selects the scenarios that run it, use it, cross its service, or are changed themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from behave.parser import parse_feature

from environment.choosing.change.change_selection import ChangeSelection
from environment.choosing.change.changed_file import ChangedFile
from environment.choosing.change.touched import Closeness
from environment.choosing.known_scenario import KnownScenario
from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.choosing.reach import ScenarioReach
from environment.evidence.baseline.scenario_id import ScenarioId

_CARTS = """Feature: Carts
  Background:
    Given a shop

  Rule: Copies are counted
    Scenario: Adds
      When a copy is added

    @smoke
    Scenario: Removes
      When a copy is removed
"""
_ORDERS = """Feature: Orders
  Scenario: Places
    When an order is placed

  Scenario Outline: Cancels
    When <count> orders are canceled
    Examples:
      | count |
      | 1     |
      | 2     |

  Scenario: Is new
    When an order is placed
"""
_SERVICE = """LIMIT = 3
UNUSED = 4
class Orders:
    size: int = 4
    def place(self): return self._one()
    def cancel(self): return LIMIT + unknown()
    def _one(self): return 1
def start(): return 2
def never(): return 5
def unknown(): return 7
"""
_STEPS = """@when("an order is placed")
def place(context): context.orders.place()
@when("a copy is added")
def add(context): context.cart.add()
"""
_ALL = {"Adds", "Removes", "Places", "Cancels -- @1.1 ", "Cancels -- @1.2 ", "Is new"}


def _function(name: str, file: str = "bookstore/orders/service.py") -> MappedFunction:
    return MappedFunction(file, name)


_PLACE = _function("place", "steps/order_steps.py")
_RAN = {
    "Adds": {
        _function("Carts.add", "bookstore/cart/service.py"),
        _function("*", "environment/audit/rare.py"),
    },
    "Removes": {
        _function("Carts.remove", "bookstore/cart/service.py"),
        _function("fill", "steps/tasks/a.py"),
    },
    "Places": {_function("Orders.place"), _function("Orders._one"), _PLACE},
    "Cancels -- @1.1 ": {_function("Orders.cancel")},
    "Cancels -- @1.2 ": {_function("Orders.cancel"), _function("Orders._one")},
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for file, text in {
        "bookstore/orders/service.py": _SERVICE,
        "bookstore/cart/service.py": "class Carts:\n    def add(self): ...\n    def remove(self): ...\n",
        "bookstore/platform/money.py": "def add(): return 1\n",
        "steps/order_steps.py": _STEPS,
        "steps/tasks/a.py": "def fill(): return 1\n",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, "utf-8")
    return tmp_path


def _scenarios() -> list[Any]:
    carts, orders = "features/carts/carts.feature", "features/orders/orders.feature"
    features = [parse_feature(_CARTS, filename=carts), parse_feature(_ORDERS, filename=orders)]
    return [each for feature in features for each in feature.walk_scenarios()]


def _steps_of(scenario: Any) -> frozenset[MappedFunction]:
    names = {"an order is placed": "place", "a copy is added": "add"}
    return frozenset(
        _function(names[step.name], "steps/order_steps.py")
        for step in scenario.all_steps
        if step.name in names
    )


class Selecting:
    """Selects for one changed file, whose new text is in the project as well."""

    def __init__(self, project: Path) -> None:
        self._project = project

    def __call__(self, path: str, old: str, new: str) -> dict[str, Closeness]:
        file = self._project / path
        before = file.read_text("utf-8") if file.is_file() else old
        assert old in before
        after = before.replace(old, new)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(after, "utf-8")
        return self.of(ChangedFile(path, before, after))

    def of(self, file: ChangedFile) -> dict[str, Closeness]:
        scenarios = _scenarios()
        identities = {each.name: ScenarioId.of_scenario(each) for each in scenarios}
        maps = FunctionMap(
            {identities[name]: frozenset(ran) for name, ran in _RAN.items()},
            frozenset({_function("start"), _function("*", "environment/hooks.py")}),
        )
        known = [KnownScenario.of_scenario(each, {}) for each in scenarios]
        services = {identities["Is new"]: frozenset({"orders"})}
        reach = ScenarioReach(known, maps, services.get)
        touches = ChangeSelection(scenarios, reach, _steps_of, self._project).of([file]).touches
        return {each.name: touches[identities[each.name]].closeness for each in scenarios
                if identities[each.name] in touches}  # fmt: skip


@pytest.fixture
def selecting(project: Path) -> Selecting:
    return Selecting(project)


_SERVICE_FILE = "bookstore/orders/service.py"


def test_a_function_selects_those_that_run_it_and_those_without_a_map(selecting: Selecting) -> None:
    assert selecting(_SERVICE_FILE, "return self._one()", "return 0") == {
        "Places": Closeness.FUNCTION,
        "Is new": Closeness.WITHOUT_MAP,
    }


def test_a_scenario_without_a_map_is_left_out_where_another_service_changes(selecting: Selecting) -> None:
    assert selecting("bookstore/cart/service.py", "def add(self): ...", "def add(self): return 1") == {
        "Adds": Closeness.FUNCTION
    }


def test_a_constant_selects_those_that_run_what_uses_it(selecting: Selecting) -> None:
    found = selecting(_SERVICE_FILE, "LIMIT = 3", "LIMIT = 4")
    assert found == {
        "Cancels -- @1.1 ": Closeness.USER,
        "Cancels -- @1.2 ": Closeness.USER,
        "Is new": Closeness.WITHOUT_MAP,
    }


def test_a_function_that_no_map_knows_selects_those_that_run_its_callers(selecting: Selecting) -> None:
    assert selecting(_SERVICE_FILE, "return 7", "return 8") == {
        "Cancels -- @1.1 ": Closeness.USER,
        "Cancels -- @1.2 ": Closeness.USER,
        "Is new": Closeness.WITHOUT_MAP,
    }


def test_a_new_method_selects_those_that_run_what_calls_its_name(selecting: Selecting, project: Path) -> None:
    rules = "class Rule:\n    def size(self): return 1\nclass Big(Rule):\n    def other(self): return 0\n"
    (project / "bookstore/orders/rules.py").write_text(rules, "utf-8")
    selecting(_SERVICE_FILE, "return LIMIT", "return rule.size() + LIMIT")
    found = selecting(
        "bookstore/orders/rules.py", "    def other", "    def size(self): return 2\n    def other"
    )
    assert found == {
        "Cancels -- @1.1 ": Closeness.USER,
        "Cancels -- @1.2 ": Closeness.USER,
        "Is new": Closeness.WITHOUT_MAP,
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("UNUSED = 4", "UNUSED = 5"), ("size: int = 4", "size: int = 5"), ("return 2", "return 3"),
        ("return 5", "return 6"), ("LIMIT = 3", "LIMIT = "),
        ("def cancel(self)", "def cancel(self, times=1)"),
    ],
)  # fmt: skip
def test_what_no_function_shows_selects_all_that_cross_the_service(
    selecting: Selecting, old: str, new: str
) -> None:
    orders = {"Places", "Cancels -- @1.1 ", "Cancels -- @1.2 ", "Is new"}
    assert selecting(_SERVICE_FILE, old, new).keys() == orders


def test_a_field_that_takes_its_limit_from_a_constant_is_checked_without_any_function(
    selecting: Selecting,
) -> None:
    selecting(_SERVICE_FILE, "size: int = 4", "size: int = LIMIT")
    found = selecting(_SERVICE_FILE, "LIMIT = 3", "LIMIT = 4")
    assert found["Places"] is Closeness.SERVICE


@pytest.mark.parametrize("path", ["bookstore/orders/schema.sql", "bookstore/orders/locales/de.po"])
def test_what_is_no_python_selects_all_that_cross_the_service(selecting: Selecting, path: str) -> None:
    assert selecting(path, "a", "b").keys() == {"Places", "Cancels -- @1.1 ", "Cancels -- @1.2 ", "Is new"}


def test_the_platform_is_of_every_service(selecting: Selecting) -> None:
    assert selecting("bookstore/platform/schema.sql", "a", "b").keys() == _ALL


def test_a_comment_selects_nothing(selecting: Selecting) -> None:
    assert selecting(_SERVICE_FILE, "LIMIT = 3", "LIMIT = 3  # copies") == {}


def test_a_sentence_selects_those_that_use_it_with_a_map_or_without(selecting: Selecting) -> None:
    found = selecting("steps/order_steps.py", "context.orders.place()", "context.orders.place(1)")
    assert found == {"Places": Closeness.FUNCTION, "Is new": Closeness.FUNCTION}


def test_the_words_of_a_sentence_select_those_that_use_it(selecting: Selecting) -> None:
    found = selecting("steps/order_steps.py", '"a copy is added"', '"one copy is added"')
    assert found == {"Adds": Closeness.FUNCTION}


def test_a_task_selects_those_that_run_it_and_those_without_a_map(selecting: Selecting) -> None:
    found = selecting("steps/tasks/a.py", "return 1", "return 2")
    assert found == {"Removes": Closeness.FUNCTION, "Is new": Closeness.WITHOUT_MAP}


def test_a_field_of_a_class_of_the_steps_selects_everything(selecting: Selecting) -> None:
    selecting("steps/tasks/a.py", "def fill", "class A:\n    size: int = 1\ndef fill")
    assert selecting("steps/tasks/a.py", "size: int = 1", "size: int = 2").keys() == _ALL


def test_a_rare_file_of_the_environment_selects_those_that_run_it(selecting: Selecting) -> None:
    found = selecting("environment/audit/rare.py", "a = 1", "a = 2")
    assert found == {"Adds": Closeness.FUNCTION, "Is new": Closeness.WITHOUT_MAP}


@pytest.mark.parametrize("path", ["environment/hooks.py", "environment/unknown.py", "pyproject.toml"])
def test_what_every_scenario_depends_on_selects_everything(selecting: Selecting, path: str) -> None:
    assert selecting(path, "a = 1", "a = 2").keys() == _ALL


@pytest.mark.parametrize("path", ["README.md", "tests/test_a.py", "environment/tools/a.py"])
def test_what_no_scenario_reads_selects_nothing(selecting: Selecting, path: str) -> None:
    assert selecting(path, "a = 1", "a = 2") == {}


def test_a_file_that_is_gone_selects_those_that_ran_it(selecting: Selecting, project: Path) -> None:
    (project / "steps/tasks/a.py").unlink()
    found = selecting.of(ChangedFile("steps/tasks/a.py", "def fill(): return 1\n", None))
    assert found == {"Removes": Closeness.FUNCTION, "Is new": Closeness.WITHOUT_MAP}


def test_a_binary_file_of_a_service_selects_all_that_cross_it(selecting: Selecting) -> None:
    found = selecting.of(ChangedFile("bookstore/cart/logo.png", None, None, is_text=False))
    assert found.keys() == {"Adds", "Removes"}


def _earlier(old: str, new: str, text: str = _CARTS) -> ChangedFile:
    """A feature whose earlier text was another."""
    name = "carts" if text is _CARTS else "orders"
    assert old in text
    return ChangedFile(f"features/{name}/{name}.feature", text.replace(old, new), text)


@pytest.mark.parametrize(
    ("file", "names"),
    [
        (_earlier("a copy is added", "two copies are added"), {"Adds"}),
        (_earlier("Given a shop", "Given no shop"), {"Adds", "Removes"}),
        (_earlier("@smoke", "@minor"), {"Removes"}),
        (_earlier("Scenario: Adds", "Scenario: Puts"), {"Adds"}),
        (_earlier("  Background", "  # a comment\n  Background"), set()),
        (_earlier("Feature: Carts", "no feature"), {"Adds", "Removes"}),
        (_earlier("      | 1     |\n", "", _ORDERS), {"Cancels -- @1.1 "}),
        (_earlier("| 2     |", "| 3     |", _ORDERS), {"Cancels -- @1.2 "}),
    ],
)
def test_a_feature_selects_its_scenarios_that_differ(
    selecting: Selecting, file: ChangedFile, names: set[str]
) -> None:
    assert selecting.of(file) == dict.fromkeys(names, Closeness.TEXT)


def test_a_new_feature_selects_its_scenarios(selecting: Selecting) -> None:
    assert selecting.of(ChangedFile("features/carts/carts.feature", None, _CARTS)).keys() == {
        "Adds",
        "Removes",
    }


def test_a_feature_that_is_gone_selects_nothing(selecting: Selecting) -> None:
    assert selecting.of(ChangedFile("features/carts/old.feature", _CARTS, None)) == {}


def test_a_table_selects_the_features_of_its_folder(selecting: Selecting) -> None:
    assert selecting("features/carts/states/cart.txt", "a", "b").keys() == {"Adds", "Removes"}


def test_a_baseline_selects_the_scenarios_that_are_compared_with_it(selecting: Selecting) -> None:
    assert selecting("baseline/carts/carts.txt", "a", "b").keys() == {"Adds", "Removes"}
