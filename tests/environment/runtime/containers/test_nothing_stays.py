"""A run that is killed at any moment leaves no container, no network, no volume and no folder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from environment.runtime.containers.labels import RUN
from environment.runtime.engine import Engine

Eventually = Callable[[Callable[[], bool]], None]
RUN_IN_CONTAINERS = Path(__file__).with_name("programs") / "run_in_containers.py"


def traces(engine: Engine, run: str) -> list[str]:
    wanted = {"label": f"{RUN}={run}"}
    found = [
        *engine.docker.containers.list(all=True, filters=wanted, ignore_removed=True),
        *engine.docker.networks.list(filters=wanted),
        *engine.docker.volumes.list(filters=wanted),
    ]
    return [each.name for each in found] + ([run] if Path(run).exists() else [])


@pytest.mark.parametrize("moment", ["starting", "running", "stopping"])
def test_nothing_stays_of_a_run_that_is_killed_while_it_is(
    engine: Engine, eventually: Eventually, moment: str
) -> None:
    require_nothing_stays(engine, eventually, moment)


@pytest.mark.usefixtures("browser_image")
def test_nothing_stays_of_a_run_that_is_killed_while_a_browser_is_open(
    engine: Engine, eventually: Eventually
) -> None:
    require_nothing_stays(engine, eventually, "browsing")


def require_nothing_stays(engine: Engine, eventually: Eventually, moment: str) -> None:
    owner = subprocess.Popen(
        [sys.executable, str(RUN_IN_CONTAINERS), moment],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    line = owner.stdout.readline()
    if not line:
        pytest.fail(f"the run did not start:\n{owner.communicate()[1]}")
    run = json.loads(line)["run"]
    assert traces(engine, run)
    owner.kill()
    owner.communicate()
    eventually(lambda: traces(engine, run) == [])


def test_an_orderly_run_removes_all_before_it_ends(engine: Engine) -> None:
    done = subprocess.run(
        [sys.executable, str(RUN_IN_CONTAINERS), "ending"], capture_output=True, text=True, check=True
    )
    assert traces(engine, json.loads(done.stdout)["run"]) == []
