"""Runs on a Dask cluster of this machine: the reports of one process, also where workers are killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from xml.etree import ElementTree

import pytest

from environment.tools.bench.random_kills import RandomKills
from environment.tools.bench.waiting_project import WaitingProject, command, waiting_project
from steps.drivers.eventually import eventually
from tests.environment.reporting.demo_run import DEMO, Demo, DemoRun

pytest.importorskip("distributed", reason="make cluster installs Dask")
_ANY_PORT = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
_SECONDS = 240  # Dask starts its workers anew, and this machine may have much else to do


@pytest.fixture(scope="module")
def on_a_cluster(tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    """The whole demo, run once by two workers of a cluster."""
    folder = shutil.copytree(DEMO, tmp_path_factory.mktemp("cluster") / "demo")
    done = subprocess.run(
        [sys.executable, "-m", "behave", "-j", "0", "-D", "cluster=local:2"],
        cwd=folder, capture_output=True, text=True, check=False, timeout=_SECONDS,
    )  # fmt: skip
    return DemoRun(folder, done.returncode, done.stdout + done.stderr)


def _results(run: DemoRun) -> list[Any]:
    return sorted(
        (
            each["historyId"],
            each["fullName"],
            each["status"],
            [step["status"] for step in each.get("steps", ())],
        )
        for each in run.results
    )


def test_results_are_those_of_one_process(whole: DemoRun, on_a_cluster: DemoRun) -> None:
    assert _results(on_a_cluster) == _results(whole)
    assert on_a_cluster.behave_counts() == whole.behave_counts()
    assert on_a_cluster.exit_code == whole.exit_code == 1


def test_junit_is_that_of_one_process(whole: DemoRun, on_a_cluster: DemoRun) -> None:
    names = [
        sorted(
            (case.get("name"), case.get("status"))
            for file in run.folder.glob("reports/junit/*.xml")
            for case in ElementTree.parse(file).iter("testcase")
        )
        for run in (on_a_cluster, whole)
    ]
    assert names[0] == names[1]


def test_attachments_and_properties_come_back(on_a_cluster: DemoRun) -> None:
    sources = {
        attached["source"] for each in on_a_cluster.results for attached in each.get("attachments", ())
    }
    assert sources
    assert all((on_a_cluster.allure / source).is_file() for source in sources)
    properties = (on_a_cluster.allure / "environment.properties").read_text("utf-8")
    assert "PostgreSQL = 18.6" in properties
    assert "Cluster = local:2" in properties


def test_no_scenario_of_killed_workers_is_lost_and_none_counts_twice(tmp_path: Path) -> None:
    project = waiting_project(tmp_path, 60, 200, 1)
    run = _started(project, 2)
    kills = RandomKills(run, project.begun, seed=3, most=4, pause=3)
    thread = Thread(target=kills)
    thread.start()
    console, _ = run.communicate(timeout=_SECONDS)
    thread.join()
    names = Counter(each["name"] for each in project.results)
    assert names == Counter(f"Waits {number:04}" for number in range(60)), console
    begun = Counter(project.begun.read_text("utf-8").split("\n")[:-1])
    told = set(re.findall(r'^RUN TWICE: "(Waits \d+)"', console, re.MULTILINE))
    assert {name for name, times in begun.items() if times > 1} <= told
    assert kills.killed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_every_process_of_the_workers(tmp_path: Path, number: signal.Signals) -> None:
    project = waiting_project(tmp_path, 4, 60_000, 2)
    run = _started(project, 2)
    eventually(project.begun.is_file, bool, _SECONDS, "the first scenario has begun")
    nodes = [*_nodes()]
    run.send_signal(number)
    console, _ = run.communicate(timeout=_SECONDS)
    assert run.returncode == 128 + number, console
    # the second worker may not have begun yet
    assert re.search(r"0 scenarios passed, 0 failed, [12] error, 0 skipped, [23] untested", console), console
    assert nodes
    eventually(
        lambda: [each for each in nodes if Path(f"/proc/{each}").exists()],
        until=lambda left: not left,
        within=_SECONDS,
        what="no process of the workers is left",
    )


def test_a_scheduler_that_is_not_there_is_one_sentence(demo: Demo) -> None:
    run = demo("-j", "0", "-D", "cluster=tcp://127.0.0.1:1")
    assert run.exit_code == 1
    assert "-D cluster=tcp://127.0.0.1:1: no scheduler answers there within 10 s" in run.console
    assert "start one with: dask scheduler" in run.console
    assert "Traceback" not in run.console


@pytest.fixture
def empty_cluster() -> Iterator[str]:
    """The address of a scheduler without workers."""
    scheduler = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", *_ANY_PORT],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert scheduler.stderr is not None
    found = next(filter(None, (re.search(r"tcp://127.0.0.1:\d+", line) for line in scheduler.stderr)))
    yield found[0]
    scheduler.terminate()
    scheduler.communicate()


def test_a_cluster_without_workers_ends_the_run_with_a_sentence(demo: Demo, empty_cluster: str) -> None:
    run = demo("-j", "0", "-D", f"cluster={empty_cluster}", "-D", "cluster_wait=1s", "--tags=@cart_inventory")
    assert run.exit_code == 1
    assert {each["status"] for each in run.results} == {"broken"}
    message = "the cluster had no worker for 1 s; start one with: dask worker"
    assert {each["statusDetails"]["message"] for each in run.results} == {message}


def _started(project: WaitingProject, workers: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(workers), cwd=project.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _nodes() -> Iterator[int]:
    """The processes that run scenarios, of this account."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command_line = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if b"cluster.node" in command_line and process.stat().st_uid == os.getuid():
            yield int(process.name)
