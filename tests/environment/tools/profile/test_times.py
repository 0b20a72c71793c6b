"""CPU time by process, function and library, waiting time, and the tables of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest

from environment.tools.profile.cpu_time import CpuReadings, ProcessTime, parse_stat, unread
from environment.tools.profile.functions import FunctionTimes, function_times, library_of, together
from environment.tools.profile.samples import Function, Sample
from environment.tools.profile.tables import Profile, report
from environment.tools.profile.waiting import of_main_thread, waiting

_ENTRY, _OURS = Function("run", "bookstore/cart/app.py"), Function("total", "bookstore/cart/model.py")
_JSON, _OUTER = Function("loads", "json/__init__.py"), Function("main", "environment/runtime/parent.py")
_THREAD = Function("Thread._bootstrap", "threading.py")
_TICK = os.sysconf("SC_CLK_TCK")


def test_a_line_of_proc_is_read_whatever_the_program_is_called() -> None:
    line = f"42 (a) b (c) S 7 42 42 0 -1 4194560 900 0 0 0 {_TICK} {2 * _TICK} {3 * _TICK} 0 20 0 1 0 5 6 7"
    assert parse_stat(line) == ProcessTime(pid=42, parent=7, own=3.0, ended=3.0)


def test_descendants_are_read_with_their_commands() -> None:
    script = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE) as process:
        readings = CpuReadings(process.pid)
        while not readings.children_of_root():
            readings.read()
        (child,) = readings.children_of_root()
        process.communicate(b"\n")
    readings.read()  # both have ended: the last readings stay
    assert set(readings.last) == {process.pid, child.pid}
    assert readings.parents[child.pid] == process.pid


def test_what_no_reading_saw_is_what_its_parent_counts() -> None:
    readings = CpuReadings(1)
    for each in (ProcessTime(1, 0, 9.0, 0.0), ProcessTime(2, 1, 3.0, 4.0), ProcessTime(3, 2, 2.5, 0.0)):
        readings.last[each.pid] = each
    assert unread(readings, runner=2) == pytest.approx(1.5)


def test_the_exact_time_of_a_program_is_divided_among_its_samples() -> None:
    samples = [
        Sample(3, (_OUTER, _ENTRY, _OURS, _JSON), 30),
        Sample(4, (_OUTER, _ENTRY, _OURS, _OURS), 10),
        Sample(9, (_OUTER,), 99),  # a process without a program
    ]
    times = function_times(samples, {3: "cart", 4: "cart"}, {"cart": 8.0})["cart"]
    assert times.own == {_JSON: 6.0, _OURS: 2.0}
    assert times.total == {_ENTRY: 8.0, _OURS: 8.0, _JSON: 6.0}  # without what is outside of the program
    assert times.by_library() == {"json": 6.0, "bookstore": 2.0}
    assert times.most(own=True, number=1, ours=True) == [_OURS]
    assert together([times, times]).own[_JSON] == 12.0


@pytest.mark.parametrize(
    ("file", "library"),
    [
        ("starlette/routing.py", "fastapi, starlette"),
        ("psycopg_binary/_psycopg.py", "psycopg"),
        ("<sqlalchemy generated warned() wrapper for x>", "sqlalchemy"),
        ("<frozen importlib._bootstrap>", "importlib"),
        ("importlib/__init__.py", "importlib"),
        ("threading.py", "standard library"),
        ("<string>", "generated code (dataclasses)"),
        ("steps/drivers/api.py", "steps"),
        ("", "unknown"),
    ],
)
def test_the_library_of_a_function(file: str, library: str) -> None:
    assert library_of(Function("f", file)) == library


def test_waiting_is_the_time_on_the_stack_less_the_time_of_running() -> None:
    driver, receives = Function("sent", "steps/drivers/api.py"), Function("readinto", "socket.py")
    waits = [Sample(1, (driver, receives), 10), Sample(1, (_OURS,), 4), Sample(1, (_THREAD, _OURS), 50)]
    runs = [Sample(1, (driver, receives), 3), Sample(1, (_OURS,), 5)]
    assert waiting(of_main_thread(waits), runs) == {(driver, receives): 7}


def _profile(waited: bool = True) -> Profile:
    times = FunctionTimes()
    times.add((_ENTRY, _OURS, _JSON), 3.0)
    return Profile(
        scenarios=4,
        seconds=10.0,
        cpu={"cart": 3.0, "postgres (cart)": 1.5},
        processes=Counter({"cart": 2, "postgres (cart)": 5}),
        unread=0.5,
        profiler=0.7,
        times={"cart": times},
        waited={(_OURS, _JSON): 2.0} if waited else None,
    )


def _row(text: str, name: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name}  ")]
    return line.removeprefix(name).split()


def test_the_programs_add_up_to_the_whole_and_the_profiler_is_apart() -> None:
    text = report(_profile())
    assert text.startswith("4 scenarios in 10.0 s, 5.0 s of CPU: 0.50 cores\n(py-spy itself: 0.7 s, not")
    assert _row(text, "cart") == ["2", "3.00", "60.0%", "750.0"]
    assert _row(text, "postgres (cart)") == ["5", "1.50", "30.0%", "375.0"]
    assert _row(text, "processes too short-lived to be read") == ["0.50", "10.0%", "125.0"]
    assert _row(text, "all") == ["5.00", "100.0%", "1250.0"]
    assert _row(text, "not Python, or not sampled") == ["2.00", "40.0%", "500.0"]


def test_waiting_is_a_part_of_the_duration_or_said_to_be_missing() -> None:
    assert _row(report(_profile()), "all waiting") == ["2.00", "20.0%", "500.0"]
    assert "What the runner waits for was not measured" in report(_profile(waited=False))
