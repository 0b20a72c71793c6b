"""What processes recorded becomes the functions of each scenario, merged over workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from environment.choosing.maps.function_map import MappedFunction
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.runtime.processes.function_trace import (
    CAN_TRACE,
    FOLDER,
    TracedRun,
    is_of_the_project,
    record,
)
from environment.tools.maps.traces import ScenarioTraces, read_traces

_ONE = ScenarioId("features/a.feature", "One", "00000001")
_TWO = ScenarioId("features/a.feature", "Two", "00000002")


@pytest.fixture(autouse=True)
def environ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "")


def test_workers_are_merged_and_what_a_start_runs_is_apart(tmp_path: Path) -> None:
    for worker, scenario in (("1", _ONE), ("2", _TWO)):
        traces = ScenarioTraces(tmp_path / worker)
        traces.begin()
        traces.end(scenario)
        lines = f"0\tbookstore/a.py\trun\n1\tbookstore/a.py\tof_{worker}\n1\tbookstore/a.py\tshared\n"
        (tmp_path / worker / "a.1.trace").write_text(lines, "utf-8")
    found = read_traces(tmp_path)
    assert found.at_start == {MappedFunction("bookstore/a.py", "run")}
    assert found.ran[_ONE] == {
        MappedFunction("bookstore/a.py", "of_1"),
        MappedFunction("bookstore/a.py", "shared"),
    }
    assert found.scenarios_of[MappedFunction("bookstore/a.py", "shared")] == {_ONE, _TWO}


def test_a_run_that_records_says_where_to_the_programs_that_it_starts(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    TracedRun(tmp_path / "new", environ)
    assert environ == {FOLDER: str(tmp_path / "new")}


@pytest.mark.skipif(not CAN_TRACE, reason="Python 3.12 and newer record functions")
def test_a_function_is_recorded_once_for_each_scenario(tmp_path: Path) -> None:
    project = Path(__file__).parents[4]
    code = (
        "from pathlib import Path; import sys\n"
        "from environment.runtime.processes.function_trace import TracedRun, record\n"
        "from environment.evidence.baseline.scenario_id import baseline_file\n"
        "folder = Path(sys.argv[1]); run = TracedRun(folder); record(folder, 'one')\n"
        "baseline_file('a'); run.begin(1); baseline_file('a'); baseline_file('a')\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(project)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=project, env=environ, check=True)
    [trace] = tmp_path.glob("one.*.trace")
    named = "environment/evidence/baseline/scenario_id.py\tbaseline_file"
    assert [line for line in trace.read_text("utf-8").splitlines() if line.endswith(named)] == [
        f"0\t{named}",
        f"1\t{named}",
    ]


def test_libraries_are_not_of_the_project_wherever_they_are_installed() -> None:
    assert is_of_the_project(__file__)
    assert not is_of_the_project(pytest.__file__)


@pytest.mark.skipif(CAN_TRACE, reason="Python 3.11 cannot record functions")
def test_an_older_python_says_that_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"3\.12"):
        record(tmp_path, "one")
