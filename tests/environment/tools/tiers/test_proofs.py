"""What a part proved is read from what it has left, and nothing is told where it has left nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from environment.session.history.kept_run import TierCounts
from environment.session.history.run_history import RunHistory
from environment.tools.tiers.proofs import PartTraces, proved_by
from environment.tools.tiers.tier import Proof, TierPart
from tests.environment.session.history.kept_runs import GREEN_RUN, RED, run_at

BEGAN = datetime(2026, 11, 2, 7, tzinfo=UTC)


def proved(folder: Path, *proofs: Proof, says: str = "") -> tuple[str, ...]:
    part = TierPart(name="x", command="true", minutes=1, proves=proofs, says=says)
    return proved_by(part, PartTraces(BEGAN, folder / "console.txt", folder / "results", RunHistory(folder)))


def test_scenarios_and_answers_come_from_the_run_that_it_made(tmp_path: Path) -> None:
    RunHistory(tmp_path).keep(GREEN_RUN)
    assert proved(tmp_path, "scenarios", "answers") == (
        "2 scenarios green, 0 red",
        "9 of 10 documented answers met, 1 by no scenario",
    )


def test_red_scenarios_are_named_with_their_sentence(tmp_path: Path) -> None:
    RunHistory(tmp_path).keep(run_at("2026-11-02", red=(RED,) * 7, counts={"crash": TierCounts(3, 7, 1)}))
    told = proved(tmp_path, "scenarios")
    assert told[0] == "3 scenarios green, 7 red, 1 skipped"
    assert told[1] == f"red: The last copy is sold ({RED.where}, cart -> inventory): {RED.sentence}"
    assert told[6:] == ("and 2 more",)


def test_an_earlier_run_is_not_taken_for_its_own(tmp_path: Path) -> None:
    RunHistory(tmp_path).keep(run_at("2026-11-01"))
    assert proved(tmp_path, "scenarios") == ("scenarios: it has left nothing to read",)


def test_the_last_line_that_fits_is_what_it_says(tmp_path: Path) -> None:
    assert proved(tmp_path, says="passed") == ("the console: it has left nothing to read",)
    (tmp_path / "console.txt").write_text("1 passed\n 2 passed, 1 failed\nbye\n", "utf-8")
    assert proved(tmp_path, says="passed") == ("2 passed, 1 failed",)


def test_cells_are_counted_beside_all_that_can_be(tmp_path: Path) -> None:
    results = tmp_path / "results"
    results.mkdir()
    for number, status in enumerate(("passed", "failed")):
        values = {"row": "cart -> inventory", "fault": f"fault {number}"}
        written = {
            "uuid": str(number), "status": status, "start": 0, "stop": 1,
            "labels": [{"name": "tag", "value": "matrix"}],
            "parameters": [{"name": name, "value": value} for name, value in values.items()],
        }  # fmt: skip
        (results / f"{number}-result.json").write_text(json.dumps(written), "utf-8")
    (told,) = proved(tmp_path, "cells")
    assert told.startswith("1 of ")
    assert told.endswith(" cells of the matrix green, 1 red")


def test_defects_come_from_the_results_that_are_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert proved(tmp_path, "defects") == ("defects: it has left nothing to read",)
    Path("reports").mkdir()
    found = [
        {"state": "caught", "thin": True, "day": "2999-01-01"},
        {"state": "caught", "thin": False, "day": "2999-01-01"},
        {"state": "not caught", "thin": False, "day": "2999-01-01"},
        {"state": "caught", "thin": False, "day": "2000-01-01"},
        {"state": "not tried", "thin": False, "day": ""},
    ]
    Path("reports/defects.json").write_text(json.dumps(found), "utf-8")
    assert proved(tmp_path, "defects") == ("3 of 5 seeded defects tried: 2 caught, 1 not caught, 1 thin",)
