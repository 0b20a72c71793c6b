"""The connection to a Dask cluster, or a cluster of this machine."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from environment.runtime.signals import signals_blocked
from environment.session.workers.cluster.address import ClusterAddress
from environment.settings import RunSettingsError

_CONNECT_SECONDS = 10
_END_SECONDS = 30.0


def require_dask() -> None:
    """Raises RunSettingsError where Dask is not installed: only a run with -D cluster needs it."""
    try:
        import distributed  # noqa: F401, PLC0415
    except ImportError:
        raise RunSettingsError(
            "-D cluster needs Dask, which is not installed: run make cluster, or install what "
            "requirements-cluster.lock lists"
        ) from None


@contextmanager
def connected(address: ClusterAddress) -> Iterator[Any]:
    """A client of the cluster. Raises RunSettingsError where there is none."""
    from distributed import Client  # noqa: PLC0415 - installed with the extra "cluster" only

    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # a lost worker is ours to tell
    with _scheduler(address) as scheduler:
        try:
            with signals_blocked():  # the threads of the client inherit it: signals reach the main thread
                client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError) as error:
            raise RunSettingsError(
                f"-D cluster={scheduler}: no scheduler answers there within {_CONNECT_SECONDS} s "
                f"({_first(error)}); start one with: dask scheduler"
            ) from None
        try:
            yield client
        finally:
            with signals_blocked():
                client.close(timeout=_END_SECONDS)


@contextmanager
def _scheduler(address: ClusterAddress) -> Iterator[str]:
    if address.scheduler:
        yield address.scheduler
        return
    process = subprocess.Popen(
        [sys.executable, "-m", "environment.session.workers.cluster.local_cluster", str(address.workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        scheduler = process.stdout.readline().strip()
        if not scheduler:
            raise RunSettingsError(f"-D cluster=local:{address.workers}: the workers did not start")
        yield scheduler
    finally:
        process.stdin.close()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        process.stdout.close()


def _first(error: BaseException) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
