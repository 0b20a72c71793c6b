"""The workers of `-D cluster=local:1` come back whenever they are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from steps.drivers.eventually import eventually

distributed = pytest.importorskip("distributed", reason="make cluster installs Dask")
_MODULE = "environment.session.workers.cluster.local_cluster"
_END_SECONDS = 30.0
_SECONDS = 120  # this machine may have much else to do


@pytest.fixture
def cluster() -> Iterator[subprocess.Popen[str]]:
    """Its Dask is told to give a lost worker up after a second, in which none can start again."""
    with subprocess.Popen(
        [sys.executable, "-m", _MODULE, "1"],
        env={**os.environ, "DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT": "1s"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:  # as a run does: Dask may not end while a worker is just starting
            process.kill()


@pytest.fixture
def client(cluster: subprocess.Popen[str]) -> Iterator[Any]:
    assert cluster.stdout
    with distributed.Client(cluster.stdout.readline().strip(), set_as_default=False) as found:
        eventually(lambda: len(_workers(found)), lambda it: it == 1, _SECONDS, "the worker is up")
        yield found


def test_a_worker_comes_back_that_is_killed_and_killed_again_while_it_starts(
    cluster: subprocess.Popen[str], client: Any
) -> None:
    [first], [running] = _workers(client), _processes(cluster.pid)
    os.kill(running, signal.SIGKILL)
    starting = eventually(lambda: _processes(cluster.pid) - {running}, bool, _SECONDS, "it is started again")
    for each in starting:
        os.kill(each, signal.SIGKILL)
    eventually(lambda: _workers(client) - {first}, bool, _SECONDS, "another worker has come")


def test_another_worker_comes_for_one_that_has_left_with_its_guard(client: Any) -> None:
    [first] = _workers(client)
    client.retire_workers([first])
    eventually(lambda: _workers(client) - {first}, bool, _SECONDS, "another worker has come")


def _workers(client: Any) -> set[str]:
    return {*client.scheduler_info()["workers"]}


def _processes(cluster: int) -> set[int]:
    """The processes of Dask's workers: they are started by threads of the cluster."""
    found: set[int] = set()
    for thread in Path(f"/proc/{cluster}/task").glob("*/children"):
        with suppress(OSError):
            found |= {each for each in map(int, thread.read_text("ascii").split()) if _is_worker(each)}
    return found


def _is_worker(process: int) -> bool:
    with suppress(OSError):
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False
