"""A change puts those scenarios first that are likely to notice it."""

from __future__ import annotations

import pytest

from environment.choosing.change.changed_file import ChangedFile
from environment.choosing.change.touched import Closeness, TouchedScenarios
from environment.choosing.known_scenario import KnownScenario
from environment.choosing.likely.change_order import ChangeOrder, functions_of
from environment.choosing.likely.change_words import words_of_change
from environment.choosing.likely.likeness import Likeness
from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.choosing.reach import ScenarioReach
from environment.choosing.risk import Risk
from tests.environment.choosing.likely.scenarios import scenario

_FILE = "bookstore/orders/service.py"
_BEFORE = "def place():\n    return 1\n\n\ndef refund():\n    return 2\n"
_BUYS, _CANCELS, _REFUNDS, _READS = (scenario(each) for each in ("buys", "cancels", "refunds", "reads"))
_PLACE, _REFUND = MappedFunction(_FILE, "place"), MappedFunction(_FILE, "refund")
_MAPS = FunctionMap(
    {
        _BUYS.identity: frozenset({_PLACE}),
        _CANCELS.identity: frozenset({_PLACE}),
        _REFUNDS.identity: frozenset({_PLACE, _REFUND}),
        _READS.identity: frozenset(),
    }
)
_TEXTS = {
    "buys": "A customer buys a book", "cancels": "A cancellation before dispatch",
    "refunds": "Staff pays back", "reads": "A page is read",
}  # fmt: skip


@pytest.fixture
def order() -> ChangeOrder:
    reach = ScenarioReach((_BUYS, _CANCELS, _REFUNDS, _READS), _MAPS, lambda _: None)
    return ChangeOrder(reach, Likeness(_TEXTS), Risk())


def _touched(closeness: Closeness, *scenarios: KnownScenario) -> TouchedScenarios:
    touched = TouchedScenarios()
    touched.add([each.identity for each in scenarios], closeness, "it runs it")
    return touched


def _names(found: list[KnownScenario]) -> list[str]:
    return [each.name for each in found]


def test_one_that_speaks_of_the_change_begins_and_those_it_cannot_touch_come_last(order: ChangeOrder) -> None:
    change = ChangedFile(_FILE, _BEFORE, _BEFORE.replace("return 1", "return canceled_before_dispatch()"))
    touched = _touched(Closeness.FUNCTION, _BUYS, _CANCELS, _REFUNDS)
    names = _names(order.of([change], touched))
    assert (names[0], names[-1]) == ("cancels", "reads")


def test_one_that_runs_rare_code_of_the_changed_file_has_its_turn(order: ChangeOrder) -> None:
    change = ChangedFile(_FILE, _BEFORE, _BEFORE.replace("return 1", "return canceled_before_dispatch()"))
    names = _names(order.of([change], _touched(Closeness.FUNCTION, _BUYS, _CANCELS, _REFUNDS)))
    assert names[1] == "refunds"


def test_scenarios_whose_own_text_has_changed_begin(order: ChangeOrder) -> None:
    touched = _touched(Closeness.TEXT, _READS)
    touched.add([_BUYS.identity, _REFUNDS.identity], Closeness.FUNCTION, "it runs it")
    change = ChangedFile(_FILE, _BEFORE, _BEFORE.replace("return 2", "return 3"))
    assert _names(order.of([change], touched)) == ["reads", "refunds", "buys", "cancels"]


def test_a_scenario_that_was_red_lately_begins_whatever_has_changed() -> None:
    reach = ScenarioReach((_BUYS, _REFUNDS, _READS), _MAPS, lambda _: None)
    order = ChangeOrder(reach, Likeness(_TEXTS), Risk(red={"reads": 0}))
    change = ChangedFile(_FILE, _BEFORE, _BEFORE.replace("return 2", "return 3"))
    assert _names(order.of([change], _touched(Closeness.FUNCTION, _REFUNDS))) == ["reads", "refunds", "buys"]


def test_the_functions_of_a_change_are_those_whose_bodies_differ() -> None:
    code = ChangedFile(_FILE, _BEFORE, _BEFORE.replace("return 2", "return 3"))
    style = ChangedFile("bookstore/storefront/style.css", "a {}", "b {}")
    picture = ChangedFile("bookstore/storefront/a.py", None, None, is_text=False)
    assert functions_of([code, style, picture]) == {_REFUND}


def test_the_words_of_a_change_are_those_of_its_lines_and_its_place() -> None:
    words = words_of_change([ChangedFile(_FILE, _BEFORE, _BEFORE.replace("return 2", "return tax"))])
    assert {"order", "refun", "tax"} <= words.keys()
    assert "place" not in words
    assert words_of_change([ChangedFile("features/buying.feature", None, "Scenario: A gift")])["gift"] == 1
