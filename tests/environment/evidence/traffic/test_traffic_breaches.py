"""What the checks of the traffic report, and how the root cause uses it."""

from collections.abc import Iterator

from environment.evidence.diagnosis.root_cause import find_root_cause
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.evidence.traffic.checks import traffic_breaches


def _one(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    yield TrafficBreach("inside orders", "a log line holds the customer's address")


def test_a_breach_that_two_checks_find_is_reported_once() -> None:
    assert [*map(str, traffic_breaches(ScenarioTraffic([]), (_one, _one)))] == [
        "inside orders: a log line holds the customer's address"
    ]


def test_a_breach_without_an_exchange_names_its_place() -> None:
    cause = find_root_cause([], breaches=_one(ScenarioTraffic([])))

    assert cause is not None
    assert cause.headline == "[inside orders] a log line holds the customer's address"
