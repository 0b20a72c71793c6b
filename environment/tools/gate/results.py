"""The results of the last run, as the rules and the summary of the gate need them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environment.reporting.labels import RUN_TWICE
from environment.reporting.tiers import DEFAULT_RUN, tier_of

NOT_RED = ("passed", "skipped")
"""Any other status is red, also one that Allure adds later."""


@dataclass(frozen=True)
class ScenarioResult:
    """The result of one scenario.

    arrow: the guilty arrow, or empty.
    seconds: how long it took.
    run_twice: why its first run does not count; empty for a scenario that ran once.
    """

    identity: str
    name: str
    where: str
    integration_point: str
    status: str
    message: str
    arrow: str
    seconds: float
    tier: str = DEFAULT_RUN
    run_twice: str = ""

    @property
    def red(self) -> bool:
        """Whether it failed, broke on the way, or ended in a way that the gate does not know."""
        return self.status not in NOT_RED


def scenario_results(folder: Path) -> tuple[ScenarioResult, ...]:
    """The last result of each scenario, in the order of their files."""
    found = [json.loads(file.read_bytes()) for file in folder.glob("*-result.json")]
    last = {result["historyId"]: result for result in sorted(found, key=lambda each: each.get("stop", 0))}
    return tuple(sorted(map(_result, last.values()), key=lambda each: each.where))


def run_errors(folder: Path) -> tuple[str, ...]:
    """Errors outside of any scenario, such as a secret that was found in a log."""
    found = [json.loads(file.read_bytes()) for file in sorted(folder.glob("*-globals.json"))]
    return tuple(error["message"] for each in found for error in each.get("errors", ()))


def _result(result: Mapping[str, Any]) -> ScenarioResult:
    labels = {label["name"]: label["value"] for label in result.get("labels", ())}
    return ScenarioResult(
        identity=result["historyId"],
        name=result["name"],
        where=result.get("fullName", ""),
        integration_point=labels.get("epic", "elsewhere"),
        status=result["status"],
        message=(result.get("statusDetails") or {}).get("message") or "",
        arrow=labels.get("arrow", ""),
        seconds=(result.get("stop", 0) - result.get("start", 0)) / 1000,
        tier=tier_of(label["value"] for label in result.get("labels", ()) if label["name"] == "tag"),
        run_twice=labels.get(RUN_TWICE, ""),
    )
