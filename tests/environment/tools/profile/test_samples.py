"""Reading py-spy's stacks, and the program that a process is."""

from __future__ import annotations

import pytest

from environment.settings import PROJECT_FOLDER
from environment.tools.profile.flame_graph import with_programs
from environment.tools.profile.programs import program_of_command, programs, programs_of_stacks
from environment.tools.profile.samples import Function, Sample, function_of, read_samples

_PARENT = "python -m environment.runtime.processes.preloaded_parent 9 a b"
_SERVICE = "<module> (environment/runtime/processes/preloaded_parent.py:156);run (bookstore/cart/app.py:31)"


def test_a_stack_below_several_processes_belongs_to_the_innermost() -> None:
    line = f'process 7:"behave -D a;b";main (behave/__main__.py:294);process 9:"{_PARENT}";{_SERVICE} 12'
    (sample,) = read_samples([line, "", "no count"])
    assert (sample.pid, sample.count) == (9, 12)
    assert sample.stack[-1] == Function("run", "bookstore/cart/app.py")
    assert len(sample.stack) == 2


def test_a_recording_of_one_process_names_none() -> None:
    (sample,) = read_samples(["main (behave/__main__.py:294);f (a.py:1) 3"], pid=5)
    assert sample == Sample(5, (Function("main", "behave/__main__.py"), Function("f", "a.py")), 3)


@pytest.mark.parametrize(
    ("frame", "file"),
    [
        (f"f ({PROJECT_FOLDER}/steps/drivers/api.py:3)", "steps/drivers/api.py"),
        (f"f ({PROJECT_FOLDER}/.venv/lib/python3.11/site-packages/behave/model.py:3)", "behave/model.py"),
        ("f (/usr/lib/python3.11/json/decoder.py:3)", "json/decoder.py"),
        ("f (<frozen importlib._bootstrap>:3)", "<frozen importlib._bootstrap>"),
    ],
)
def test_files_are_short(frame: str, file: str) -> None:
    assert function_of(frame) == Function("f", file)


@pytest.mark.parametrize(
    ("entry", "program"),
    [
        ("bookstore/cart/app.py", "cart"),
        ("environment/doubles/gateway/app.py", "gateway"),
        ("environment/faults/app.py", "proxy"),
    ],
)
def test_a_fork_is_the_program_whose_entry_is_on_its_stack(entry: str, program: str) -> None:
    stack = (Function("main", "x.py"), Function("run", entry), Function("f", "y.py"))
    assert programs_of_stacks([Sample(4, stack, 1)]) == {4: program}


@pytest.mark.parametrize(
    ("command", "program"),
    [
        ("postgres: 18/main: cart cart 127.0.0.1(41288) idle", "postgres (background)"),
        ("postgres: cart cart 127.0.0.1(41288) idle", "postgres (cart)"),
        ("postgres: checkpointer ", "postgres (background)"),
        ("/x/bin/postgres -D data", "postgres (server)"),
        (_PARENT, "preloaded parent"),
        ("python -m environment.faults /run/control", "proxy"),
        ("python -I /x/watchdog.py 3", "watchdog.py"),
        ("initdb -D data", "initdb"),
    ],
)
def test_other_programs_are_known_by_their_command(command: str, program: str) -> None:
    assert program_of_command(command) == program


def test_a_service_that_was_killed_at_once_is_not_taken_for_the_parent() -> None:
    found = programs({3: "cart"}, {1: "behave", 2: _PARENT, 3: _PARENT, 4: _PARENT}, {2: 1, 3: 2, 4: 2}, 1)
    assert found == {
        1: "runner", 2: "preloaded parent", 3: "cart", 4: "a service too short-lived to be sampled"
    }  # fmt: skip


def test_the_flame_graph_names_programs_also_where_a_title_is_cut() -> None:
    svg = (
        "<title>process 3:&quot;python -m x&quot; (4 samples)</title><text>process 3:&quot;pyth..</text>"
        "<title>process 8:&quot;z&quot;</title>"
    )
    assert with_programs(svg, {3: "cart"}) == (
        "<title>cart, process 3 (4 samples)</title><text>process 3:&quot;pyth..</text>"
        "<title>process 8:&quot;z&quot;</title>"
    )
