"""The page of the retrospective: open escapes at the top, names escaped, nothing invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from environment.session.history.existing import ExistingScenario, existing_scenarios
from environment.session.history.run_history import HISTORY
from environment.session.population import population
from environment.tools.escapes.reading import Escape
from environment.tools.retrospective.__main__ import main
from environment.tools.retrospective.look_back import LookBack
from environment.tools.retrospective.page import retrospective_page
from tests.environment.session.history.kept_runs import RED, run_at

EXISTING = {
    RED.key: ExistingScenario(RED.key, "<The> title", RED.where, "cart_and_inventory", "default", False)
}
OPEN = Escape(date=date(2026, 11, 4), what="Paid <twice>", arrow="checkout -> payments")
CAUGHT = OPEN.model_copy(update={"what": "Sold twice", "check": "environment/audit/invariants/stock.py"})


def shown(*runs: object, escapes: tuple[Escape, ...] = ()) -> str:
    return retrospective_page(LookBack(runs, EXISTING, escapes, None), "today")  # type: ignore[arg-type]


def test_without_a_run_the_page_says_so() -> None:
    text = shown()
    assert "No run is kept yet: behave features/ keeps the first one." in text
    assert "<h2>Red scenarios by week" not in text
    assert "Not known yet: make defects writes defects/table.txt." in text


def test_escapes_that_nothing_would_catch_are_above_all_and_caught_ones_below() -> None:
    text = shown(run_at("2026-11-02", red=(RED,)), escapes=(OPEN, CAUGHT))
    places = [text.index(each) for each in ("Paid &lt;twice&gt;", "<h2>Red scenarios", "Sold twice")]
    assert places == sorted(places)
    assert "Caught now by the check environment/audit/invariants/stock.py." in text
    assert text.count("▲</text>") == 1


def test_red_scenarios_are_counted_by_week_and_arrow() -> None:
    text = shown(run_at("2026-11-02", red=(RED,)), run_at("2026-11-10"))
    assert 'aria-label="red scenarios by week: 2026-11-02 1, 2026-11-09 0"' in text
    assert 'aria-label="cart -&gt; inventory, by week: 1, 0"' in text


def test_a_flaky_scenario_is_told_with_when_and_which_sentence() -> None:
    runs = [run_at("2026-11-02", red=(replace(RED, title="A <title>"),)), run_at("2026-11-03")]
    text = shown(*runs)
    assert "<b>A &lt;title&gt;</b>" in text
    assert "Red in 1 of 2 runs on the same code: 2026-11-02 08:00 (UTC)." in text
    assert "once: expected &quot;Dune&quot; to be sold out, saw 1 copy" in text
    assert 'aria-label="results, x is red: x."' in text


def test_the_scenarios_of_now_are_those_of_the_report_without_the_rows_of_long_tables() -> None:
    existing = existing_scenarios(Path("features"))
    everything, titles = population(Path("features")).titles, {each.title for each in existing.values()}
    assert titles < everything
    assert "Two customers want the last copy" in titles
    assert len({each.where for each in existing.values()}) > 900


def test_a_folder_without_a_history_is_refused(tmp_path: Path, capsys: object) -> None:
    assert main([str(tmp_path)]) == 1
    assert f"{tmp_path} has no kept runs; name a copy of {HISTORY}" in capsys.readouterr().err  # type: ignore[attr-defined]
