"""What the drivers in the place of services can stand for: calls that they take and make, and no failures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from environment.attach.needs import functions_of
from environment.attach.port_methods import port_methods_of
from environment.evidence.baseline.call_profile import ANSWER
from environment.evidence.baseline.scenario_baseline import OperationBaseline
from environment.stubs.stub import document_of
from environment.topology import Protocol, topology
from environment.topology.integration import IntegrationLevel
from environment.world.driven_ports import DRIVERS, methods_not_driven

_TITLE_OF_REFUSAL = f"{ANSWER} title"
_SLOW_DOWN = "429"
_TITLES = re.compile(r"`(?P<slug>[a-z-]+)` \((?P<title>[^`]*)\)")


def why_not_taken(level: IntegrationLevel, call: OperationBaseline) -> str | None:
    """Why the driver in the place of the callee cannot take a call of a person; None where it can."""
    callee = call.arrow.partition(" -> ")[2]
    driver, word = level.drivers[callee], word_of(call)
    if f"{call.arrow}: {word}" not in driver.takes:
        return f"{callee} is not real, and the driver in its place has no {call.operation}"
    refused = [each for each in call.statuses if not each.startswith("2")]
    passed_on = {_titles(callee).get(slug) for slug in driver.passes_on}
    titles = call.values.get(_TITLE_OF_REFUSAL, ())
    if refused and (not titles or not {*titles} <= passed_on or not all(map(_is_refusal, refused))):
        return f"{callee} is not real, and what it answers {call.operation} with is its own: " + ", ".join(
            map(str, titles or refused)
        )
    return None


def why_not_sent(level: IntegrationLevel, call: OperationBaseline) -> str | None:
    """Why the driver in the place of the caller does not stand for its service in a call; None if it does."""
    caller, _, callee = call.arrow.partition(" -> ")
    if f"{call.arrow}: {word_of(call)}" not in level.drivers[caller].sends:
        return f"the driver in the place of {caller} does not send {call.operation} to {callee}"
    if any(not each.startswith("2") and not _is_refusal(each) for each in call.statuses):
        return f"{caller} is not real, and what it does after a failure of {call.operation} is its own"
    return None


def unknown_acts(level: IntegrationLevel, scenario: Any, registry: Any) -> Iterator[str]:
    """Reasons by the code of the steps, for a scenario without a baseline."""
    missing = {
        method: reason
        for service in level.driven
        if service in DRIVERS
        for method, reason in methods_not_driven(service).items()
    }
    for match in filter(None, map(registry.find_match, scenario.all_steps)):
        for function in functions_of(match):
            yield from (missing[method] for method in sorted(port_methods_of(function) & missing.keys()))


def word_of(call: OperationBaseline) -> str | None:
    """The word of the operation that a recorded call is of; None where the topology has none."""
    point = topology().points.get(call.arrow)
    if point is None:
        return None
    if point.protocol is Protocol.SMTP:
        return point.command(call.operation).word
    method, _, target = call.operation.partition(" ")
    found = point.operation_of(method, target)
    return found.word if found else None


def _is_refusal(status: str) -> bool:
    return status.startswith("4") and status != _SLOW_DOWN


@cache
def _titles(service: str) -> dict[str, str]:
    """The titles of the refusals of a service, by slug, as its document has them."""
    found: dict[str, str] = {}
    for path in document_of(service)["paths"].values():
        for operation in path.values():
            for response in operation.get("responses", {}).values():
                for each in _TITLES.finditer(response.get("description", "")):
                    found[each["slug"]] = each["title"]
    return found
