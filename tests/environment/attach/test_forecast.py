"""What would run on a target is counted without running it."""

from __future__ import annotations

from environment.attach.forecast import forecast
from steps.vocabulary.capabilities import Capability

NOTHING_BUT_ADDRESSES = {capability: f"no {capability}" for capability in Capability}
TWICE = (
    "features/resilience/two_instances.feature",
    "features/resilience/rolling_deploys.feature",
    "features/resilience/crashes_of_the_database_server.feature",
)


def test_everything_runs_where_nothing_is_lacking() -> None:
    seen = forecast({}, ("features/journeys", "features/resilience"))
    assert seen.skipped == {}
    assert seen.running > 100


def test_customers_can_buy_books_on_a_target_of_which_only_addresses_are_known() -> None:
    seen = forecast(NOTHING_BUT_ADDRESSES, ("features/payment_and_order", "features/customer_and_order"))
    assert seen.running > 5


def test_without_second_instances_nothing_that_needs_them_runs() -> None:
    seen = forecast({Capability.INSTANCES: "nobody starts one"}, TWICE)
    assert seen.running == 0
    assert set(seen.skipped) == {Capability.INSTANCES}


def test_without_second_instances_services_are_still_killed_in_mid_call() -> None:
    killed = ("features/resilience/whole_journeys.feature", "features/checkout_and_payment_gateway")
    assert forecast({Capability.INSTANCES: "nobody starts one"}, killed).skipped == {}


def test_without_our_ports_no_service_is_killed_in_mid_call() -> None:
    seen = forecast({Capability.FAULTS: "no ports"}, ("features/resilience/whole_journeys.feature",))
    assert seen.skipped[Capability.FAULTS] > 0
