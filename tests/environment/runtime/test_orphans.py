"""At any end of a run no process, port, folder or shared memory of it stays."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from environment.runtime.processes import refuses

Eventually = Callable[[Callable[[], bool]], None]
PROGRAMS = Path(__file__).with_name("programs")
REPOSITORY = Path(__file__).parents[3]
NOBODY = 65534

ENDINGS: dict[str, tuple[signal.Signals | None, set[int]]] = {
    "return": (None, {0}),
    "exception": (None, {1}),
    "Ctrl-C": (signal.SIGINT, {-signal.SIGINT, 128 + signal.SIGINT}),
    "SIGTERM": (signal.SIGTERM, {-signal.SIGTERM}),
    "SIGKILL": (signal.SIGKILL, {-signal.SIGKILL}),
    "launcher killed": (signal.SIGTERM, {-signal.SIGTERM}),
}


@dataclass
class StartedRun:
    """A run in a process of its own, and what it has started."""

    owner: subprocess.Popen[str]
    started: dict[str, Any]

    def traces(self) -> list[str]:
        """What is still there of it."""
        pids = [self.owner.pid, *self.started["pids"]]
        return [
            *(f"process {pid}" for pid in pids if is_running(pid)),
            *(f"port {port}" for port in self.started["ports"] if not refuses(port)),
            *(f"folder {path}" for path in [self.started["folder"]] if Path(path).exists()),
            *(f"shared memory of {pid}" for pid in pids if pid in creators_of_shared_memory()),
        ]


def launch(ending: str, python: str = sys.executable, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [python, str(PROGRAMS / "whole_run.py"), ending],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,
    )


def started_by(owner: subprocess.Popen[str]) -> StartedRun:
    assert owner.stdout is not None
    line = owner.stdout.readline()
    if not line:
        pytest.fail(f"the run did not start:\n{owner.communicate()[1]}")
    return StartedRun(owner, json.loads(line))


@pytest.fixture(scope="module")
def owners() -> Iterator[dict[str, subprocess.Popen[str]]]:
    """All side by side, which is quicker and shows that they do not disturb one another."""
    running = {ending: launch(ending) for ending in ENDINGS}
    yield running
    for owner in running.values():
        if owner.poll() is None:
            owner.kill()
        owner.communicate()


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_of_a_run_stays(
    owners: dict[str, subprocess.Popen[str]], ending: str, eventually: Eventually
) -> None:
    run = started_by(owners[ending])
    if ending == "launcher killed":
        eventually(lambda: refuses(run.started["ports"][0]))
        assert is_running(run.owner.pid)
    number, expected = ENDINGS[ending]
    if number is not None:
        os.killpg(run.owner.pid, number)
    assert run.owner.wait(10) in expected
    eventually(lambda: run.traces() == [])


@pytest.mark.skipif(os.geteuid() != 0, reason="these tests run as an ordinary user already")
def test_an_ordinary_user_can_run_everything(eventually: Eventually, tmp_path: Path) -> None:
    python = python_for_all_accounts()
    if python is None:
        pytest.skip("no Python of this version that an ordinary user can run")
    packages = [place for place in sys.path if place.endswith("site-packages")]
    places = [str(REPOSITORY), str(PROGRAMS), *packages]
    with tempfile.TemporaryDirectory() as home:
        os.chown(home, NOBODY, NOBODY)
        environ = {"PATH": os.defpath, "HOME": home, "PYTHONPATH": os.pathsep.join(places)}
        owner = launch("return", python, cwd="/", env=environ, user=NOBODY, group=NOBODY, extra_groups=[])
        run = started_by(owner)
        _, errors = owner.communicate(timeout=10)
    assert owner.returncode == 0, errors
    eventually(lambda: run.traces() == [])


def python_for_all_accounts() -> str | None:
    """This Python, or the system's when this one lies in root's home."""
    same = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/bin/{same}", f"/usr/local/bin/{same}"):
        try:
            subprocess.run([python, "-c", ""], user=NOBODY, group=NOBODY, cwd="/", check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    return None


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def creators_of_shared_memory() -> set[int]:
    lines = Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
    return {int(line.split()[4]) for line in lines}
