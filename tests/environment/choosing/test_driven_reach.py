"""A driver stands for its service where that acts as in an ordinary purchase, and for nothing else."""

from __future__ import annotations

import pytest

from environment.choosing.driven_reach import why_not_sent, why_not_taken
from environment.evidence.baseline.number_range import Range
from environment.evidence.baseline.scenario_baseline import OperationBaseline
from environment.stubs.stub import document_of
from environment.topology import topology
from environment.topology.integration import integration_orders
from environment.world.driven_ports import DRIVERS, methods_not_driven

BOTTOM_UP_1 = integration_orders().level("bottom-up", 1)
BOTTOM_UP_3 = integration_orders().level("bottom-up", 3)
ONCE = Range(1, 1)


def call(
    operation: str, *statuses: str, title: str = "", arrow: str = "customer -> checkout"
) -> OperationBaseline:
    """The calls of one operation, with these statuses and the title of a refusal."""
    values = {"the answer's title": [title]} if title else {}
    return OperationBaseline(arrow, operation, dict.fromkeys(statuses, ONCE), values)


@pytest.mark.parametrize("status", ["201", "202"])
def test_a_submission_that_is_accepted_is_taken(status: str) -> None:
    assert why_not_taken(BOTTOM_UP_1, call("POST /checkouts", status)) is None


def test_a_refusal_is_told_where_another_service_has_made_it() -> None:
    assert (
        why_not_taken(BOTTOM_UP_1, call("POST /checkouts", "402", title="The payment was declined")) is None
    )
    changed = call("POST /checkouts", "409", title="The total has changed")
    said = "checkout is not real, and what it answers POST /checkouts with is its own: The total has changed"
    assert why_not_taken(BOTTOM_UP_1, changed) == said


@pytest.mark.parametrize("status", ["no answer", "503", "409"])
def test_what_a_service_answers_itself_is_not_told(status: str) -> None:
    said = f"checkout is not real, and what it answers POST /checkouts with is its own: {status}"
    assert why_not_taken(BOTTOM_UP_1, call("POST /checkouts", "201", status)) == said


def test_what_a_service_would_show_of_its_own_memory_is_not_told() -> None:
    seen = call("GET /carts/{id}", "200", arrow="customer -> cart")
    said = "cart is not real, and the driver in its place has no GET /carts/{id}"
    assert why_not_taken(BOTTOM_UP_1, seen) == said


def test_a_call_that_failed_is_not_told_since_the_driver_does_not_repeat_it() -> None:
    asked = "PUT /reservations/{id}"
    arrow = "checkout -> inventory"
    assert why_not_sent(BOTTOM_UP_1, call(asked, "201", "409", arrow=arrow)) is None
    said = f"checkout is not real, and what it does after a failure of {asked} is its own"
    assert why_not_sent(BOTTOM_UP_1, call(asked, "201", "no answer", arrow=arrow)) == said


def test_a_call_that_the_driver_does_not_make_is_not_told() -> None:
    looked = call("GET /payments/{id}", "200", arrow="checkout -> payments")
    said = "the driver in the place of checkout does not send GET /payments/{id} to payments"
    assert why_not_sent(BOTTOM_UP_3, looked) == said


def test_every_driver_is_listed_and_every_listed_one_is_there() -> None:
    beside = {name for name, driver in BOTTOM_UP_1.drivers.items() if driver.beside}
    assert {*DRIVERS} | beside == {*BOTTOM_UP_1.drivers}


@pytest.mark.parametrize("service", DRIVERS)
def test_a_driver_takes_what_it_has_a_method_for_and_shows_nothing(service: str) -> None:
    takes = BOTTOM_UP_1.drivers[service].takes
    point = topology().point(f"customer -> {service}")
    looks = {f"{point.arrow}: {each.word}" for each in point.operations if each.method == "GET"}
    assert takes & looks <= {"customer -> cart: total"}, "pricing tells the total"
    assert methods_not_driven(service)


@pytest.mark.parametrize("service", DRIVERS)
def test_what_a_driver_passes_on_is_a_refusal_of_its_service(service: str) -> None:
    document = str(document_of(service)["paths"])
    for slug in BOTTOM_UP_1.drivers[service].passes_on:
        assert f"`{slug}` (" in document
