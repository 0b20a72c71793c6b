"""The results of the last run, as the gate and the summary need them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RED = ("failed", "broken")


@dataclass(frozen=True)
class Outcome:
    """What became of one scenario. `arrow`: where it went wrong first, if that is known. Times: seconds."""

    identity: str
    name: str
    where: str
    integration_point: str
    status: str
    message: str
    arrow: str
    seconds: float

    @property
    def red(self) -> bool:
        """Whether somebody has to look at it."""
        return self.status in RED


def outcomes(folder: Path) -> tuple[Outcome, ...]:
    """Each scenario's last result, by the file it stands in."""
    found = [json.loads(file.read_bytes()) for file in folder.glob("*-result.json")]
    last = {result["historyId"]: result for result in sorted(found, key=lambda each: each.get("stop", 0))}
    return tuple(sorted(map(_outcome, last.values()), key=lambda each: each.where))


def errors_of_the_run(folder: Path) -> tuple[str, ...]:
    """What went wrong outside of any scenario, such as a secret that was found in a log."""
    found = [json.loads(file.read_bytes()) for file in sorted(folder.glob("*-globals.json"))]
    return tuple(error["message"] for each in found for error in each.get("errors", ()))


def _outcome(result: Mapping[str, Any]) -> Outcome:
    labels = {label["name"]: label["value"] for label in result.get("labels", ())}
    return Outcome(
        identity=result["historyId"],
        name=result["name"],
        where=result.get("fullName", ""),
        integration_point=labels.get("epic", "elsewhere"),
        status=result["status"],
        message=(result.get("statusDetails") or {}).get("message") or "",
        arrow=labels.get("arrow", ""),
        seconds=(result.get("stop", 0) - result.get("start", 0)) / 1000,
    )
