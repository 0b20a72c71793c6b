"""Thin defects come from the committed table, and their scenario from the file beside it."""

from __future__ import annotations

from pathlib import Path

from environment.tools.defects.catalog import read_catalog
from environment.tools.retrospective.thin_defects import thin_defects


def test_a_thin_defect_is_named_with_the_scenario_that_notices_it(tmp_path: Path) -> None:
    thin, thick, *_ = read_catalog()
    table, noticed = tmp_path / "table.txt", tmp_path / "noticed.txt"
    table.write_text(
        "# Written by a command | THIN: one scenario alone.\n"
        f"{thin.name} | caught by 1 of 30, THIN | step 1 | cart -> inventory (right) | 40 s\n"
        f"{thick.name} | caught by 4 of 30 | step 4 | cart -> inventory (right) | 40 s\n"
        "cart/gone | caught by 1 of 30, THIN | step 1 | cart -> inventory (right) | 40 s\n",
        "utf-8",
    )
    noticed.write_text(f"{thin.name}\n  features/journeys/a.feature\n    A customer buys\n", "utf-8")
    found = thin_defects(table, noticed)
    assert found is not None
    assert [(each.name, each.title, each.scenario) for each in found] == [
        (thin.name, thin.title, "features/journeys/a.feature: A customer buys")
    ]


def test_without_a_table_nothing_is_known(tmp_path: Path) -> None:
    assert thin_defects(tmp_path / "table.txt") is None
