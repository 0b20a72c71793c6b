"""`-D cluster=local:4`: a Dask cluster on this machine, in a session of its own so that Ctrl-C spares it.

A script: it prints the address of its scheduler, and ends at the end of its standard input.
"""

from __future__ import annotations

import signal
import sys

from distributed import LocalCluster


def main(workers: int) -> None:
    """Run the cluster until the run that has started it ends."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # only the end of the run ends it
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.buffer.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
