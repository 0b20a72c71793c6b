"""Runs that choose: by a change in a checkout, by a budget, and in an order by risk."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.environment.reporting.demo_run import DEMO, Demo, DemoRun

_CARTS = "features/cart_and_inventory/copies_in_a_cart.feature"
_CHANGED = ("-D", "select=changed")


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the demo, committed."""
    folder = shutil.copytree(DEMO, tmp_path / "demo")
    (folder / ".gitignore").write_text("reports/\n__pycache__/\n", "utf-8")
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message=all")
    return folder


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def _names(run: DemoRun) -> set[str]:
    return {each["name"] for each in run.results}


def test_without_a_change_nothing_runs_and_that_is_no_failure(demo: Demo, checkout: Path) -> None:
    run = demo(*_CHANGED, folder=checkout)
    assert run.exit_code == 0
    assert re.search(
        r"Selected 0 of \d+ scenarios; changed files since main \(\w+\): 0, of them not committed: 0",
        run.console,
    )
    assert "Nothing to run: the change can touch none of these scenarios" in run.console
    assert _names(run) == set()


def test_a_document_selects_nothing(demo: Demo, checkout: Path) -> None:
    (checkout / "README.md").write_text("a document", "utf-8")
    assert "Selected 0 of" in demo(*_CHANGED, folder=checkout).console


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_changed_rule_background_selects_the_scenarios_below_it(
    demo: Demo, checkout: Path, jobs: str
) -> None:
    _edit(checkout / _CARTS, '4 copies of "Dune"', '6 copies of "Dune"')
    run = demo("-j", jobs, *_CHANGED, "-D", "explain=1", folder=checkout)
    assert "Selected 4 of" in run.console
    assert "4 whose text has changed" in run.console
    assert f"Five copies are cut to what is available: {_CARTS} has other steps or tags" in run.console
    assert _names(run) == {
        "Two copies are accepted when four are available", "Five copies are cut to what is available",
        "A number of copies is accepted (fewer than are available)",
        "A number of copies is accepted (more than are available)",
    }  # fmt: skip
    assert "declined_card" not in run.console.partition("Selected")[2]
    assert "select=changed" in (run.allure / "environment.properties").read_text("utf-8")


def test_a_changed_step_selects_the_scenarios_that_use_it(demo: Demo, checkout: Path) -> None:
    _edit(checkout / "steps/demo_steps.py", "assert copies == 2,", "assert copies in (2, 4),")
    run = demo(*_CHANGED, _CARTS, folder=checkout)
    assert "The cart is shown on another device" in _names(run)
    assert "a sentence" not in run.console


def test_a_dry_run_shows_what_would_be_selected(demo: Demo, checkout: Path) -> None:
    _edit(checkout / _CARTS, "Scenario: Outside of every rule", "Scenario: Outside of the rules")
    run = demo("--dry-run", *_CHANGED, "-D", "explain=1", _CARTS, folder=checkout)
    assert "Selected 1 of 7 scenarios" in run.console
    assert run.results == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("-D", "base=nowhere"),
            "ConfigError: -D base=nowhere: git knows no such commit or branch; branches are main",
        ),
        (("--tags=@nonsense",), "Nothing ran: of the"),
    ],
)
def test_a_run_that_cannot_choose_is_red(
    demo: Demo, checkout: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    run = demo(*_CHANGED, *arguments, folder=checkout)
    assert run.exit_code == 1
    assert sentence in run.console
    assert "Traceback" not in run.console


def test_outside_of_a_checkout_a_run_is_refused(demo: Demo) -> None:
    run = demo(*_CHANGED)
    assert run.exit_code == 1
    assert "is no checkout of git" in run.console


def test_a_budget_keeps_the_smoke_tier_and_says_what_is_left_out(demo: Demo) -> None:
    run = demo("-D", "budget=1.5s", "features/cart_and_inventory")
    assert re.search(
        r"Budget of 1.5 s with 1 worker: 2 of 7 scenarios, which reach .*; they take 1 s .*; 5 are left out; "
        r"the seconds of 7 were never measured here",
        run.console,
    )
    assert "Two copies are accepted when four are available" in _names(run)
    assert len(run.results) == 2


def test_a_budget_has_the_scenarios_that_a_change_can_touch(demo: Demo, checkout: Path) -> None:
    _edit(checkout / _CARTS, "Scenario: Outside of every rule", "Scenario: Outside of the rules")
    run = demo("-D", "budget=1.5s", "features/cart_and_inventory", folder=checkout)
    assert (
        "The change can touch 1 of 7 scenarios: 1 whose text has changed; changed files since main"
        in run.console
    )
    assert "the likeliest to notice the change; they take" in run.console
    assert "Outside of the rules" in _names(run)


def test_a_budget_needs_no_checkout(demo: Demo) -> None:
    run = demo("-D", "budget=1.5s", "features/cart_and_inventory")
    assert re.search(r"What has changed is not known: \S+ is no checkout of git", run.console)
    assert len(run.results) == 2


@pytest.mark.parametrize("setting", ["budget=1.5s", "order=risk"])
def test_a_base_that_is_named_must_be_there(demo: Demo, checkout: Path, setting: str) -> None:
    run = demo("-D", setting, "-D", "base=nowhere", "features/cart_and_inventory", folder=checkout)
    assert run.exit_code == 1
    assert "-D base=nowhere: git knows no such commit or branch; branches are main" in run.console


def test_in_an_order_by_risk_what_a_change_can_touch_begins(demo: Demo, checkout: Path) -> None:
    _edit(checkout / _CARTS, "shown on another device", "shown on a second device")
    run = demo("-j", "1", "--stop", "-D", "order=risk", "features/cart_and_inventory", folder=checkout)
    ran = [each["name"] for each in run.results if each["status"] in ("failed", "broken", "passed")]
    assert ran == ["The cart is shown on a second device"]


@pytest.fixture
def red_last_time(tmp_path: Path) -> Path:
    """A copy of the demo in which a scenario near the end was red in the last run."""
    folder = shutil.copytree(DEMO, tmp_path / "demo")
    (folder / "reports").mkdir()
    red = {f"{_CARTS}: The cart is shown on another device": 0}
    (folder / "reports/recently-red.json").write_text(json.dumps(red), "utf-8")
    return folder


def test_in_an_order_by_risk_a_red_scenario_is_told_at_once(demo: Demo, red_last_time: Path) -> None:
    run = demo("-j", "1", "-D", "order=risk", "features/cart_and_inventory", folder=red_last_time)
    told, reported = run.console.index("RED after"), run.console.index("Scenario: Outside of every rule")
    assert told < reported
    assert "The cart is shown on another device" in run.console[told:].partition("\n")[0]


def test_two_workers_tell_every_red_scenario(demo: Demo) -> None:
    run = demo("-j", "2", "-D", "order=risk", "features/cart_and_inventory")
    assert run.console.count("RED after") == 3


def test_reports_have_the_order_of_the_files_in_any_order(demo: Demo) -> None:
    consoles = {
        order: demo("-j", "1", "-D", f"order={order}", "features/cart_and_inventory").console
        for order in ("file", "risk", "longest")
    }
    scenarios = {order: re.findall(r"^ +Scenario.*$", text, re.MULTILINE) for order, text in consoles.items()}
    assert len(scenarios["file"]) == 7
    assert scenarios["file"] == scenarios["risk"] == scenarios["longest"]


def test_with_stop_the_scenario_that_was_red_runs_first(demo: Demo, red_last_time: Path) -> None:
    run = demo("-j", "1", "--stop", "-D", "order=risk", "features/cart_and_inventory", folder=red_last_time)
    ran = [each["name"] for each in run.results if each["status"] in ("failed", "broken", "passed")]
    assert run.exit_code == 1
    assert ran == ["The cart is shown on another device"]


def test_a_run_remembers_what_was_red(demo: Demo) -> None:
    run = demo("-j", "1", "features/cart_and_inventory")
    kept = json.loads((run.folder / "reports/recently-red.json").read_text("utf-8"))
    assert f"{_CARTS}: Five copies are cut to what is available" in kept
