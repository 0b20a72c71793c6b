"""A little project with maps and a baseline, of which tests change one file."""

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

CARTS = """Feature: Carts
  Background:
    Given a shop

  Rule: Copies are counted
    Scenario: Adds
      When a copy is added

    @smoke
    Scenario: Removes
      When a copy is removed
"""
ORDERS = """Feature: Orders
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
ALL = {"Adds", "Removes", "Places", "Cancels -- @1.1 ", "Cancels -- @1.2 ", "Is new"}


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


def behave_scenarios() -> list[Any]:
    carts, orders = "features/carts/carts.feature", "features/orders/orders.feature"
    features = [parse_feature(CARTS, filename=carts), parse_feature(ORDERS, filename=orders)]
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
        scenarios = behave_scenarios()
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


SERVICE_FILE = "bookstore/orders/service.py"
