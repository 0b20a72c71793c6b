"""Every check of the traffic, in the order in which the report lists their findings."""

from __future__ import annotations

from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach, TrafficCheck

TRAFFIC_CHECKS: tuple[TrafficCheck, ...] = ()


def traffic_breaches(
    traffic: ScenarioTraffic, checks: tuple[TrafficCheck, ...] = TRAFFIC_CHECKS
) -> list[TrafficBreach]:
    """The breaches that the checks find, each once."""
    return list(dict.fromkeys(breach for check in checks for breach in check(traffic)))
