"""Workers that are killed at random moments: their scenarios run again, none is lost, none counts twice."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from xml.etree import ElementTree

import pytest

from environment.session.console_summary import ConsoleSummary
from environment.tools.gate.completeness import missing_results
from environment.tools.gate.results import scenario_results
from environment.tools.gate.summary import summary
from tests.environment.reporting.demo_run import DEMO, Demo, DemoRun

_KILLS, _SCENARIOS, _WORKERS = 100, 300, 4
_STEPS = """
import os, signal, threading
from pathlib import Path
import allure
from behave import when

@when("it waits {milliseconds:d} ms")
def waits(context, milliseconds):
    with open("begun", "a") as begun:
        begun.write(f"{context.scenario.name}\\n")
    allure.attach("before the wait", name="attached")
    threading.Event().wait(milliseconds / 1000)

@when("its first worker is killed")
def killed_once(context):
    allure.attach("of the first run", name="attached")
    try:
        Path("killed").touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _copy(folder: Path, feature: str) -> Path:
    made = shutil.copytree(DEMO, folder / "demo")
    shutil.rmtree(made / "features")
    (made / "features").mkdir()
    (made / "features/one.feature").write_text(f"Feature: One\n{feature}", "utf-8")
    (made / "steps/waiting_steps.py").write_text(_STEPS, "utf-8")
    return made


@pytest.fixture(scope="module")
def killed_once(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    """A run in which the worker of one scenario is killed."""
    scenarios = "  Scenario: Killed\n    When its first worker is killed\n" + "".join(
        f"  Scenario: {name}\n    When it waits 5 ms\n" for name in "ABCD"
    )
    return demo("-j", "2", folder=_copy(tmp_path_factory.mktemp("killed"), scenarios))


def test_the_scenario_of_a_killed_worker_runs_again_and_the_run_is_green(killed_once: DemoRun) -> None:
    assert killed_once.exit_code == 0
    assert "5 scenarios passed, 0 failed" in killed_once.console
    assert killed_once.result("Killed")["status"] == "passed"
    assert not killed_once.run_errors


def test_the_console_ends_with_what_ran_twice(killed_once: DemoRun) -> None:
    why = r'worker-\d \(process \d+\) ended: .*SIGKILL.* while it ran "Killed" \(features/one.feature:2\)'
    end = killed_once.console.partition("Took ")[2]
    assert re.search(rf'^RUN TWICE: "Killed" \(features/one.feature:2\), since {why}$', end, re.MULTILINE)


def test_reports_say_that_it_ran_twice(killed_once: DemoRun) -> None:
    labels = killed_once.labels("Killed")
    assert "SIGKILL" in labels["run-twice"][0]
    assert "run-twice" in labels["tag"]
    assert "Run twice, since worker-" in killed_once.result("Killed")["descriptionHtml"]
    (junit,) = killed_once.folder.glob("reports/junit/*.xml")
    told = [each for each in ElementTree.parse(junit).iter("testcase") if "Run twice" in _output_of(each)]
    assert [each.get("name") for each in told] == ["Killed"]
    results = scenario_results(killed_once.allure)
    assert "### Run twice" in summary(results, "2 scenarios", [], [], "")
    assert [each.name for each in results if each.run_twice] == ["Killed"]


def test_nothing_of_the_lost_run_is_among_the_results(killed_once: DemoRun) -> None:
    attached = [each for each in killed_once.allure.glob("*-attachment*") if "first run" in each.read_text()]
    assert len(attached) == 1  # that of the second run
    assert not (killed_once.allure / "unfinished").exists()


def test_the_record_of_a_shard_has_what_ran_twice() -> None:
    told = ConsoleSummary()
    told.ran_twice('"Killed" (features/one.feature:2)', "worker-1 ended")
    assert 'RUN TWICE: "Killed" (features/one.feature:2), since worker-1 ended' in (
        ConsoleSummary.read(told.as_json()).text()
    )


@dataclass
class RandomKiller:
    """Kills workers of a run at random moments until `most` are dead or the run has ended.

    Between two kills a scenario is done: a run gives up where its workers end before they have done any.
    """

    run: subprocess.Popen[str]
    results: Path
    chance: random.Random
    most: int
    killed: set[int] = field(default_factory=set)

    def __call__(self) -> None:
        done = 0
        while self.run.poll() is None and len(self.killed) < self.most:
            Event().wait(self.chance.uniform(0.01, 0.08))
            workers = [each for server in _children(self.run.pid) for each in _children(server)]
            done_now = len([*self.results.glob("*-result.json")])
            if workers and done_now > done:
                done = done_now
                chosen = self.chance.choice(workers)
                with suppress(ProcessLookupError):
                    os.kill(chosen, signal.SIGKILL)
                    self.killed.add(chosen)


def _children(process: int) -> list[int]:
    try:
        return [*map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())]
    except OSError:
        return []


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_hundred_kills_lose_no_scenario_and_none_counts_twice(tmp_path: Path) -> None:
    chance = random.Random(17)
    kills = 0
    while kills < _KILLS:
        folder = _copy(tmp_path / str(kills), "".join(_waiting(number) for number in range(_SCENARIOS)))
        kills += _run_with_kills(folder, chance, _KILLS - kills)


def _waiting(number: int) -> str:
    return f"  Scenario: Waits {number:03}\n    When it waits {20 + number % 60} ms\n"


def _run_with_kills(folder: Path, chance: random.Random, most: int) -> int:
    command = [sys.executable, "-m", "behave", "-j", str(_WORKERS)]
    run = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    killer = RandomKiller(run, folder / "reports/allure-results", chance, most)
    thread = Thread(target=killer)
    thread.start()
    console, _ = run.communicate(timeout=120)
    thread.join()
    _check(DemoRun(folder, run.returncode, console))
    return len(killer.killed)


def _check(run: DemoRun) -> None:
    names = {f"Waits {number:03}" for number in range(_SCENARIOS)}
    assert Counter(each["name"] for each in run.results) == Counter(names), run.console
    assert _junit_names(run) == Counter(names)
    assert not [*missing_results(run.allure)]
    red = {each["name"] for each in run.results if each["status"] != "passed"}
    told = set(re.findall(r'^RUN TWICE: "(Waits \d+)"', run.console, re.MULTILINE))
    lost_twice = {
        each["name"] for each in run.results if "in its first run" in str(each.get("statusDetails"))
    }
    assert red == lost_twice
    assert lost_twice <= told
    begun = Counter((run.folder / "begun").read_text("utf-8").split("\n")[:-1])
    assert {name for name, times in begun.items() if times > 1} <= told
    assert max(begun.values()) <= 2
    marked = {each["name"] for each in run.results if "run-twice" in str(each["labels"])}
    assert marked == told - lost_twice
    assert f"{_SCENARIOS - len(red)} scenarios passed, 0 failed" in run.console
    if red:
        assert run.exit_code == 1


def _junit_names(run: DemoRun) -> Counter[str]:
    files = run.folder.glob("reports/junit/*.xml")
    return Counter(
        str(each.get("name")) for file in files for each in ElementTree.parse(file).iter("testcase")
    )


def _output_of(case: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in case.iter("system-out"))
