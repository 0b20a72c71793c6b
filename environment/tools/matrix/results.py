"""The results of the matrix's cells in the last run, read from its Allure results."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environment.reporting.kept_results import shown_at

CellName = tuple[str, str]
"""The row and the fault."""


@dataclass(frozen=True)
class CellResult:
    """The result of a cell. `page` is where the report shows its scenario; `seconds` is how long it took."""

    status: str
    message: str
    page: str
    seconds: float

    @property
    def passed(self) -> bool:
        return self.status == "passed"


def results_of(folder: Path) -> Mapping[CellName, CellResult]:
    """The last result of every cell that was run."""
    found: dict[CellName, tuple[int, CellResult]] = {}
    for path in folder.glob("*-result.json"):
        told = json.loads(path.read_text("utf-8"))
        values = {each["name"]: each["value"] for each in told.get("parameters", ())}
        name = (values.get("row", ""), values.get("fault", ""))
        if "matrix" not in _tags(told) or not all(name):
            continue
        if name not in found or found[name][0] < told["stop"]:
            found[name] = (told["stop"], _result(told))
    return {name: result for name, (_, result) in found.items()}


def _tags(told: Mapping[str, list[Mapping[str, str]]]) -> set[str]:
    return {label["value"] for label in told.get("labels", ()) if label["name"] == "tag"}


def _result(told: Mapping[str, Any]) -> CellResult:
    details = told.get("statusDetails") or {}
    message = str(details.get("message", ""))
    return CellResult(
        status=str(told["status"]),
        message=message.partition("\n")[0],
        page=shown_at(str(told["uuid"])),
        seconds=(told["stop"] - told["start"]) / 1000,
    )
