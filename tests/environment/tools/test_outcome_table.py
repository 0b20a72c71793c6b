"""The table of a run against another shop: what its scenarios say, by folder."""

from __future__ import annotations

from environment.tools.gate.results import ScenarioResult
from environment.tools.known_findings import KnownFinding
from environment.tools.outcome_table import outcome_table

KNOWN = [KnownFinding(scenario="The last copy", sentence="sold twice", reason="no lock", sometimes=True)]


def result(status: str, folder: str, message: str = "") -> ScenarioResult:
    where = f"features/{folder}/x.feature:1"
    return ScenarioResult("1", "The last copy", where, "elsewhere", status, message, "", 0.1)


def test_a_scenario_counts_in_one_column_of_its_folder_and_of_all() -> None:
    lines = [
        *outcome_table(
            [
                result("passed", "journeys"),
                result("failed", "stock", "1 copy was sold twice"),
                result("failed", "stock", "charged twice"),
                result("skipped", "stock", 'no holds (needed for "@policy_reserves_copies")'),
                result("skipped", "stock", 'no clock (needed for "When 2 minutes pass")'),
            ],
            KNOWN,
        )
    ]
    assert lines == [
        "| folder | green | known harm | policy | not offered | not known |",
        "|---|--:|--:|--:|--:|--:|",
        "| journeys | 1 | 0 | 0 | 0 | 0 |",
        "| stock | 0 | 1 | 1 | 1 | 1 |",
        "| **together** | 1 | 1 | 1 | 1 | 1 |",
    ]
