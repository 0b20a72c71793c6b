"""A forecast counts the scenarios that would run on a target, and runs none."""

from __future__ import annotations

from environment.attach.forecast import forecast
from environment.stack.offer import Offer
from steps.vocabulary.capabilities import Capability

NOTHING_BUT_ADDRESSES = {capability: f"no {capability}" for capability in Capability}
JOURNEYS = "features/resilience/journeys_without_faults.feature"
TWICE = (
    "features/resilience/two_instances.feature",
    "features/resilience/rolling_deploys.feature",
    "features/resilience/crashes_of_the_database_server.feature",
)


def test_every_scenario_runs_where_every_capability_is_supported() -> None:
    run = forecast(Offer(), ("features/journeys", "features/resilience"))
    assert run.skipped == {}
    assert run.running > 100


def test_customers_buy_books_on_a_target_of_which_only_the_addresses_are_known() -> None:
    run = forecast(
        Offer(NOTHING_BUT_ADDRESSES), ("features/payment_and_order", "features/customer_and_order")
    )
    assert run.running > 5


def test_without_second_instances_no_scenario_that_needs_them_runs() -> None:
    run = forecast(Offer({Capability.INSTANCES: "one of each"}), TWICE)
    assert run.running == 0
    assert set(run.skipped) == {"one of each"}


def test_without_second_instances_services_are_still_killed_during_a_call() -> None:
    killed = (JOURNEYS, "features/checkout_and_payment_gateway")
    assert forecast(Offer({Capability.INSTANCES: "one of each"}), killed).skipped == {}


def test_without_our_proxies_no_service_is_killed_during_a_call() -> None:
    run = forecast(Offer({Capability.FAULTS: "no proxies"}), (JOURNEYS,))
    assert run.skipped["no proxies"] > 0
