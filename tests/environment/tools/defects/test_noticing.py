"""A defect is shown to the scenarios that run what it changes; those without a map come last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.choosing.maps.recorded_code import NOT_RECORDED, code_now
from environment.choosing.reach import ScenarioReach
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.tools.defects.catalog import Consequence, Defect, Edit, Kind
from environment.tools.defects.likeness import Likeness, words_of
from environment.tools.defects.noticing import Basis, Chooser, NoticingScenarios, PageScenarios
from environment.tools.defects.ordering import in_order

_FILE = "bookstore/orders/service.py"


def _scenario(name: str, stake: int = 2, seconds: float = 1.0, feature: str = "") -> KnownScenario:
    path = f"features/{feature or name}.feature"
    return KnownScenario(name, ScenarioId(path, name, "00000000"), stake, seconds)


_PLACES, _CANCELS, _PAYS, _NEW = (_scenario(name) for name in ("places", "cancels", "pays", "new"))
_MAPS = FunctionMap(
    {
        _PLACES.identity: frozenset({MappedFunction(_FILE, "place")}),
        _CANCELS.identity: frozenset({MappedFunction(_FILE, "place"), MappedFunction(_FILE, "cancel")}),
        _PAYS.identity: frozenset({MappedFunction("bookstore/payments/a.py", "pay")}),
    },
    frozenset({MappedFunction(_FILE, "start")}),
)


@pytest.fixture
def choice(tmp_path: Path) -> NoticingScenarios:
    folder = tmp_path / "bookstore" / "orders"
    folder.mkdir(parents=True)
    bodies = ("place", "cancel", "start", "never")
    source = "LIMIT = 1\n" + "".join(f"def {name}():\n    return '{name}'\n" for name in bodies)
    (folder / "service.py").write_text(source, "utf-8")
    reach = ScenarioReach((_PLACES, _CANCELS, _PAYS, _NEW), _MAPS, lambda _: None)
    return NoticingScenarios(reach, tmp_path, {})


def _defect(replace: str) -> Defect:
    return Defect(
        name="orders/one", title="A title", point="checkout -> orders", kind=Kind.STATE,
        consequence=Consequence.WRONG_DATA, arrows=("checkout -> orders",),
        edits=(Edit(file="orders/service.py", replace=replace, by="0"),),
    )  # fmt: skip


def test_only_scenarios_that_run_the_function_are_chosen(choice: NoticingScenarios) -> None:
    found = choice.of(_defect("'cancel'"))
    assert found.basis is Basis.FUNCTIONS
    assert found.order == ("cancels", "new")


def test_a_map_that_is_older_than_the_function_does_not_leave_its_scenario_out(tmp_path: Path) -> None:
    file = tmp_path / _FILE
    file.parent.mkdir(parents=True)
    file.write_text("def place():\n    return 'place'\n", "utf-8")
    first = code_now(tmp_path, NOT_RECORDED)
    file.write_text("def place():\n    return cancel()\ndef cancel():\n    return 'cancel'\n", "utf-8")
    maps = replace(_MAPS, recordings={_CANCELS.identity: 2})
    reach = ScenarioReach((_PLACES, _CANCELS), maps, lambda _: None, code_now(tmp_path, first))
    found = NoticingScenarios(reach, tmp_path, {}).of(_defect("'cancel'"))
    assert found.order == ("cancels", "places")


@pytest.mark.parametrize("text", ["LIMIT = 1", "'start'", "'never'"])
def test_else_those_that_cross_the_service_are_chosen(choice: NoticingScenarios, text: str) -> None:
    found = choice.of(_defect(text))
    assert found.basis is Basis.SERVICES
    assert found.order == ("cancels", "places", "new")


def test_without_a_map_the_baseline_says_which_services_are_crossed(tmp_path: Path) -> None:
    (tmp_path / "bookstore" / "orders").mkdir(parents=True)
    (tmp_path / "bookstore" / "orders" / "service.py").write_text("LIMIT = 1\n", "utf-8")
    crossed = {_PLACES.identity: frozenset({"orders"}), _PAYS.identity: frozenset({"payments"})}
    reach = ScenarioReach((_PLACES, _PAYS, _NEW), FunctionMap(), crossed.get)
    choice = NoticingScenarios(reach, tmp_path, {})
    assert sorted(choice.of(_defect("LIMIT = 1")).order) == ["new", "places"]


def test_a_defect_of_pages_is_shown_to_what_is_alike_and_to_what_is_about_pages(
    choice: NoticingScenarios,
) -> None:
    tabs = replace(_scenario("tabs", stake=3), about_pages=True)
    texts = {"cancels": "The customer cancels", "pays": "The customer pays", "tabs": "The customer has tabs"}
    chooser = Chooser(choice, PageScenarios((_CANCELS, _PAYS, tabs), texts))
    edits = (Edit(file="storefront/visit.py", replace="1"),)
    of_pages = _defect("'cancel'").model_copy(update={"title": "A cancellation fails", "edits": edits})
    found = chooser.of(of_pages)
    assert found.basis is Basis.PAGES
    assert found.order == ("cancels", "tabs", "pays")
    assert chooser.of(_defect("'cancel'")).basis is Basis.FUNCTIONS


def test_stakes_then_what_is_specific_then_what_is_quick() -> None:
    scenarios = [
        _scenario("slow", seconds=2.0), _scenario("quick", seconds=0.1), _scenario("specific", seconds=9.0),
        _scenario("blocker", stake=0, seconds=9.0),
    ]  # fmt: skip
    weights = {each.identity: 0.1 for each in scenarios} | {scenarios[2].identity: 0.5}
    assert in_order(scenarios, weights, {}) == ("blocker", "specific", "quick", "slow")


def test_each_feature_has_its_turn_before_the_second_scenario_of_one() -> None:
    scenarios = [
        _scenario("a1", 0, feature="a"),
        _scenario("a2", 0, feature="a"),
        _scenario("b1", 3, feature="b"),
    ]
    assert in_order(scenarios, {each.identity: 1.0 for each in scenarios}, {}) == ("a1", "b1", "a2")


def test_what_is_alike_comes_first_and_its_neighbors_are_worth_less() -> None:
    scenarios = [_scenario("a1", feature="a"), _scenario("a2", feature="a"), _scenario("b1", 0, feature="b")]
    weights = {each.identity: 1.0 for each in scenarios}
    assert in_order(scenarios, weights, {"a1": 0.5, "a2": 0.5, "b1": 0.45}) == ("a1", "b1", "a2")
    assert in_order(scenarios, weights, {"a1": 0.5, "a2": 0.5, "b1": 0.3}) == ("a1", "a2", "b1")


def test_alike_is_what_shares_rare_words() -> None:
    texts = {
        "refund": "The staff refunds the order twice",
        "cancel": "The customer cancels the order",
        "mail": "The order is confirmed by mail",
    }
    likeness = Likeness(texts).to(words_of("Cancellation of an order that is paid"))
    assert max(likeness, key=likeness.__getitem__) == "cancel"
    assert likeness["refund"] == likeness["mail"] == 0.0
