"""Every check of the traffic, in the order in which the report lists their findings."""

from __future__ import annotations

from environment.evidence.traffic.addresses import addresses_arrive_unchanged
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach, TrafficCheck
from environment.evidence.traffic.quotes import quotes_are_shown_as_given, quotes_follow_the_settings

TRAFFIC_CHECKS: tuple[TrafficCheck, ...] = (
    quotes_follow_the_settings,
    quotes_are_shown_as_given,
    addresses_arrive_unchanged,
)


def traffic_breaches(
    traffic: ScenarioTraffic, checks: tuple[TrafficCheck, ...] = TRAFFIC_CHECKS
) -> list[TrafficBreach]:
    """The breaches that the checks find, each once."""
    return list(dict.fromkeys(breach for check in checks for breach in check(traffic)))
