"""A defect is shown to the scenarios that run what it changes; those without a map come last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.choosing.maps.recorded_code import NOT_RECORDED, code_now
from environment.choosing.reach import ScenarioReach
from environment.tools.defects.catalog import Consequence, Defect, Edit, Kind
from environment.tools.defects.noticing import Basis, Chooser, NoticingScenarios, PageScenarios
from tests.environment.choosing.likely.scenarios import scenario as _scenario

_FILE = "bookstore/orders/service.py"


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
