"""A tier runs all of its parts, red or not; what was left is gone on with, and what has ended is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from environment.tools.tiers.part_run import PartOutcome, TierHistory, open_round
from environment.tools.tiers.running import TierRun
from environment.tools.tiers.tier import Tier
from tests.environment.tools.tiers.part_runs import GREEN_PART, part_run, tier_of


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def outcomes() -> list[tuple[str, str]]:
    return [(run.part, run.outcome.value) for run in TierHistory().runs()]


def ran() -> list[str]:
    return Path("ran").read_text("utf-8").split()


def test_a_red_part_does_not_stop_the_others_and_makes_the_tier_red() -> None:
    tier = tier_of(one="echo one >> ran", two="echo two >> ran; exit 3", three="echo three >> ran")
    assert TierRun(tier, TierHistory()).run()
    assert ran() == ["one", "two", "three"]
    assert outcomes() == [("one", "green"), ("two", "red"), ("three", "green")]
    assert not TierRun(tier_of(one="true"), TierHistory(), again=True).run()


def test_what_a_part_prints_is_kept_and_what_it_says_is_proved(capsys: pytest.CaptureFixture[str]) -> None:
    data = {
        "name": "soak",
        "command": "echo soaking; echo No breach. SEED=1",
        "minutes": 1,
        "says": "No breach",
    }
    tier = Tier.model_validate({"name": "night", "about": "", "part": [data]})
    TierRun(tier, TierHistory()).run()
    assert (tier.folder_of(tier.parts[0]) / "console.txt").read_text(
        "utf-8"
    ) == "soaking\nNo breach. SEED=1\n"
    assert TierHistory().runs()[0].proved == ("No breach. SEED=1",)
    assert "soaking\n" in capsys.readouterr().out


def test_a_part_without_what_it_needs_is_told_and_is_not_red() -> None:
    needs = {"command": "exit 1", "what": "a container engine answers"}
    data = {"name": "containers", "command": "exit 1", "minutes": 1, "needs": needs}
    tier = Tier.model_validate({"name": "night", "about": "", "part": [data]})
    assert not TierRun(tier, TierHistory()).run()
    (run,) = TierHistory().runs()
    assert (run.outcome, run.proved) == (
        PartOutcome.NOT_HERE,
        ("it runs only where a container engine answers",),
    )


def test_results_that_the_next_part_would_replace_have_a_folder_of_their_own() -> None:
    data = {"name": "crash", "command": "echo $ALLURE_RESULTS_DIR", "minutes": 1, "own_results": True}
    tier = Tier.model_validate({"name": "night", "about": "", "part": [data]})
    TierRun(tier, TierHistory()).run()
    assert Path("reports/tiers/night/crash/console.txt").read_text("utf-8") == (
        "reports/tiers/night/crash/allure-results\n"
    )


def test_one_part_can_be_run_alone_and_again() -> None:
    tier = tier_of(one="echo one >> ran", two="echo two >> ran")
    for _ in range(2):
        TierRun(tier, TierHistory()).run(tier.part("two"))
    assert ran() == ["two", "two"]
    TierRun(tier, TierHistory()).run()
    assert ran() == ["two", "two", "one"]


def test_a_tier_that_was_interrupted_goes_on_with_the_part_that_was_left(tmp_path: Path) -> None:
    """The signal comes to this project's process alone; the command gets it, and is waited for."""
    script = textwrap.dedent("""
        from environment.tools.tiers.part_run import TierHistory
        from environment.tools.tiers.running import TierRun
        from tests.environment.tools.tiers.part_runs import tier_of
        two = "trap 'echo torn-down >> ran; exit 1' INT TERM; echo two >> ran; echo begun; read x < wait"
        TierRun(tier_of(one="echo one >> ran", two=two), TierHistory()).run()
    """)
    os.mkfifo(tmp_path / "wait")
    project = Path(__file__).parents[4]
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(project)},
        stdout=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert any(line == "begun\n" for line in running.stdout)
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) != 0
    assert ran() == ["one", "two", "torn-down"]
    assert outcomes() == [("one", "green")]
    TierRun(tier_of(one="echo again >> ran", two="echo two >> ran"), TierHistory()).run()
    assert ran()[3:] == ["two"]


def test_a_round_goes_on_until_it_is_complete_and_only_on_the_same_code() -> None:
    tier = tier_of(one="", two="")
    one, two = part_run("one"), part_run("two")
    assert open_round(tier, [one], "c0de") == {"one": one}
    assert open_round(tier, [one, two], "c0de") == {}
    assert open_round(tier, [one], "changed") == {}
    newer = part_run("two", round="2026-11-28T22:00:00+00:00")
    assert open_round(tier, [one, newer], "c0de") == {"two": newer}
    assert open_round(tier, [], "c0de") == {}


def test_a_run_of_a_part_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    TierHistory(tmp_path).keep(GREEN_PART)
    with (tmp_path / "tiers.jsonl").open("a") as lines:
        lines.write('{"tier": "night"}\n')
    assert TierHistory(tmp_path).runs() == (GREEN_PART,)
