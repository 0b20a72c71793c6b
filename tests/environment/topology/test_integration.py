"""The orders of integration fit the topology; each level knows what is real, and what it is new in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from environment.topology import topology
from environment.topology.integration import (
    BIG_BANG,
    IntegrationError,
    integration_orders,
    read_orders,
)

ORDERS = integration_orders()


def test_the_four_orders_are_there_by_name() -> None:
    assert [*ORDERS.levels] == ["top-down", "bottom-up", "sandwich", BIG_BANG]


@pytest.mark.parametrize("order", ORDERS.levels)
def test_the_last_level_of_each_order_has_every_service_real(order: str) -> None:
    last = ORDERS.level(order)
    assert last.complete
    assert (last.stubs, last.absent) == ((), ())


@pytest.mark.parametrize("order", ORDERS.levels)
def test_each_integration_point_is_new_at_one_level_of_an_order(order: str) -> None:
    levels = ORDERS.all_levels(order)
    new = [arrow for level in levels for arrow in level.new_arrows]
    assert len(new) == len({*new})
    between = {*topology().services, *topology().doubles}
    wanted = {each.arrow for each in topology().points.values() if {each.caller, each.callee} <= between}
    assert {*new} == wanted


def test_what_no_real_service_calls_is_absent_and_no_stub() -> None:
    level = ORDERS.level("top-down", 1)
    called = {*topology().callees_of("cart"), *topology().callees_of("checkout")}
    assert {*level.stubs} == {each for each in topology().services if each in called} - {"cart"}
    assert {*level.absent} == {*level.replaced} - called
    assert str(level).startswith("top-down, level 1 of 4: cart and checkout real; inventory, pricing, ")


def test_the_last_level_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "integration.toml"
    path.write_text(f"[orders.own]\nlevels = [{{ real = {json.dumps(topology().services)} }}]", "utf-8")
    with pytest.raises(IntegrationError, match="own, level 1: leave the last level out, all are real there"):
        read_orders(path, topology())


def test_a_service_that_no_real_one_calls_is_driven_where_the_steps_can_act_in_its_place() -> None:
    level = ORDERS.level("bottom-up", 1)
    assert level.stand_ins == {"cart": "driver", "orders": "stub and driver", "checkout": "driver"}
    assert ORDERS.level("bottom-up", 2).stand_ins == {"cart": "driver", "checkout": "driver"}
    assert ORDERS.level("top-down", 1).stand_ins["notifications"] == "absent"
    assert ORDERS.own(["checkout", "notifications"]).stand_ins["orders"] == "stub"


def test_the_halves_of_the_sandwich_have_nothing_to_do_with_each_other() -> None:
    assert ORDERS.side_by_side == {"top-down": 1, "bottom-up": 1, "sandwich": 2, BIG_BANG: 1}
    halves = ORDERS.all_levels("sandwich")[:2]
    assert not {*halves[0].real} & {*halves[1].real}


def test_an_arrow_is_crossed_where_something_asks_and_something_answers() -> None:
    level = ORDERS.level("bottom-up", 1)
    crossed = ("checkout -> orders", "orders -> notifications", "payments -> gateway", "staff -> inventory")
    assert all(level.is_crossed(arrow) for arrow in crossed)
    assert not level.is_crossed("customer -> checkout")
    assert not level.is_crossed("checkout -> cart")
    assert not ORDERS.level("top-down", 1).is_crossed("payments -> gateway")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('[drivers.cart]\nsends = ["checkout -> cart: look"]', "the driver of cart is no caller on"),
        ('[drivers.cart]\ntakes = ["customer -> cart: theft"]', "has no 'theft'"),
        ("[drivers.cellar]\nsends = []", "the driver of cellar: 'cellar' is not known"),
        ("[drivers.cart]\nshows = []", "the driver of cart: 'shows' is not known"),
    ],
)
def test_a_driver_that_does_not_fit_the_topology_is_named(tmp_path: Path, entry: str, said: str) -> None:
    path = tmp_path / "integration.toml"
    path.write_text(f"[orders]\n{entry}\n", "utf-8")
    with pytest.raises(IntegrationError, match=said):
        read_orders(path, topology())


def test_the_seam_of_the_sandwich_is_what_neither_half_had() -> None:
    seam = ORDERS.level("sandwich").new_arrows
    assert "checkout -> payments" in seam
    assert "checkout -> cart" not in seam
    assert "orders -> payments" not in seam


def test_the_two_callers_of_each_other_begin_with_a_stub_bottom_up() -> None:
    assert ORDERS.level("bottom-up", 1).stubs == ("orders",)


def test_an_own_order_has_one_level() -> None:
    level = ORDERS.own(["inventory", "cart"])
    assert level.real == ("inventory", "cart")
    assert level.stubs == ("pricing",)


@pytest.mark.parametrize(
    ("order", "number", "said"),
    [
        ("outside-in", None, "there is no such order; known are top-down, bottom-up, sandwich, big-bang"),
        ("top-down", 5, "top-down has the levels 1 to 4, and no level 5"),
        ("top-down", 0, "top-down has the levels 1 to 4, and no level 0"),
    ],
)
def test_an_unknown_order_or_level_is_answered_with_those_there_are(
    order: str, number: int | None, said: str
) -> None:
    with pytest.raises(IntegrationError) as error:
        ORDERS.level(order, number)
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[orders.own]\nlevels = [{ real = ["shelf"] }]', "own, level 1: there is no service 'shelf'"),
        ("[orders.own]\nlevels = [{ real = [] }]", "own, level 1: no service would be real"),
        ("[orders.own]\nwhy = 'no reason'", "there is no 'levels'"),
        ("[orders]\n[stubs]\norders = ['cart -> pricing: quote']", "the stub of orders is no caller"),
        ("[orders]\n[stubs]\norders = ['orders -> pricing: quote']", "'orders -> pricing' has no 'quote'"),
        ("[orders", "Expected"),
    ],
)
def test_a_file_that_does_not_fit_the_topology_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "integration.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(IntegrationError, match=f"^{path}: ") as error:
        read_orders(path, topology())
    assert said in str(error.value)
