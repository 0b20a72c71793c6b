"""Runs behave under py-spy, and reads the CPU time of its processes until it ends.

The flame graph comes from py-spy itself, in a second recording of the same run: py-spy has one output for
each recording, and cannot draw a raw one afterwards. What the recordings cost is printed with the tables.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from environment.tools.profile.cpu_time import CpuReadings, ProcessTime, ends_within

FOLDER = Path("reports/profile")
RATE = 50  # samples a second; most of a scenario's steps take longer than a fiftieth
_RAW, _ALL_TIME, FLAME_GRAPH, LOG = "running.txt", "with_waiting.txt", "flame_graph.svg", "run.log"
# A thread runs while it holds Python's lock (GIL). py-spy's other sign, the state of the thread, is wrong for
# forks: Python 3.11 keeps the parent's thread id in them, and waiting would count as running.
_RUNNING = ("--gil", "--subprocesses")
_READING_SECONDS = 0.2
_INTERPRETER_SECONDS = 0.2  # of CPU, after which py-spy finds the interpreter of a new process


class ProfileFailed(Exception):
    """No profile was made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded of a run.

    running: py-spy's raw samples of all processes.
    all_time: those of the runner, with the time in which it waits; None where py-spy could not attach.
    profiler: CPU seconds of py-spy.
    """

    readings: CpuReadings
    runner: int
    running: Path
    all_time: Path | None
    flame_graph: Path | None
    profiler: float


def record(behave: Sequence[str], environ: dict[str, str]) -> Recording:
    """Run a behave command to its end. Raises ProfileFailed."""
    folder, py_spy = FOLDER, _py_spy()
    if not Path("/proc/self/stat").is_file():
        raise ProfileFailed("CPU times are read from /proc, and this system has none: profile on Linux")
    for name in (_RAW, _ALL_TIME, FLAME_GRAPH):
        (folder / name).unlink(missing_ok=True)
    common = [str(py_spy), "record", "--nonblocking", "--rate", str(RATE)]
    raw = ["--format", "raw", "--full-filenames", "--output", str(folder / _RAW), *_RUNNING, "--", *behave]
    with (folder / LOG).open("wb") as log, ExitStack() as others:
        launched = others.enter_context(_started([*common, *raw], log, environ))
        readings = CpuReadings(launched.pid)
        runner = _followed(launched, readings)
        extra = [
            ["--format", "raw", "--full-filenames", "--idle", "--output", str(folder / _ALL_TIME)],
            ["--format", "flamegraph", "--output", str(folder / FLAME_GRAPH), *_RUNNING],
        ]
        watching = [
            CpuReadings(others.enter_context(_started([*common, *each, "--pid", str(runner)], log)).pid)
            for each in extra
            if runner
        ]
        while not ends_within(launched, _READING_SECONDS):
            readings.read()
            for each in watching:
                each.read()
    if not runner or not (folder / _RAW).is_file():
        raise ProfileFailed(f"py-spy has recorded nothing: {_last_line(folder / LOG)}; see {folder / LOG}")
    profiler = sum(each.last[each.root].own for each in (readings, *watching) if each.root in each.last)
    return Recording(
        readings, runner, folder / _RAW, _made(folder / _ALL_TIME), _made(folder / FLAME_GRAPH), profiler
    )


def _py_spy() -> Path:
    program = Path(sys.executable).parent / "py-spy"
    if not program.is_file():
        raise ProfileFailed("py-spy is not installed: run make profile, or pip install -e '.[profile]'")
    return program


def _started(
    command: Sequence[str], log: object, environ: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environ)  # type: ignore[call-overload,no-any-return]  # log is a file


def _followed(launched: subprocess.Popen[bytes], readings: CpuReadings) -> int:
    """Wait until behave's interpreter runs; its process id, 0 if it has ended before."""
    while not ends_within(launched, _READING_SECONDS):
        readings.read()
        for child in readings.children_of_root():
            if _behaves(child, readings):
                return child.pid
    return 0


def _behaves(child: ProcessTime, readings: CpuReadings) -> bool:
    return child.own >= _INTERPRETER_SECONDS and "behave" in readings.commands.get(child.pid, "")


def _made(file: Path) -> Path | None:
    return file if file.is_file() else None


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "it has said nothing"
