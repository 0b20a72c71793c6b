"""`-D cluster=local:4`: a Dask cluster on this machine, in a session of its own so that Ctrl-C spares it.

A script: it prints the address of its scheduler, and ends at the end of its standard input.
"""

from __future__ import annotations

import select
import signal
import sys
from typing import Any

import dask
from distributed import LocalCluster
from distributed.core import Status

_LOOK_SECONDS = 2.0
_SPARED = {"distributed.deploy.lost-worker-timeout": "1h"}
"""Dask gives up a worker that is not back within 15 s: on a busy machine it is still starting."""


def main(workers: int) -> None:
    """Run the cluster until the run that has started it ends."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # only the end of the run ends it
    with (
        dask.config.set(_SPARED),
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as cluster,
    ):
        print(cluster.scheduler_address, flush=True)
        while not select.select([sys.stdin.buffer], [], [], _LOOK_SECONDS)[0]:
            cluster.loop.add_callback(_restore, cluster, workers)


def _restore(cluster: Any, workers: int) -> None:
    """Begin a worker in place of each whose guard has ended, as if the worker is lost while it starts."""
    for name, guard in [*cluster.workers.items()]:
        if guard.status in (Status.closed, Status.failed):
            del cluster.workers[name]
    cluster.scale(workers)


if __name__ == "__main__":
    main(int(sys.argv[1]))
