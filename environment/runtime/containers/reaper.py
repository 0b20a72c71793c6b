"""Waits for the end of a run and removes the containers, networks and volumes of the run.

A module to run: its argument is the label of the run, its standard input the read end of a pipe whose write
end only the run holds, so that any end of the run is the end of the file. It prints `ready` when it is
connected to the engine and ignores signals. It inherits the lock of the run folder, which keeps the folder
until the containers are removed.
"""

from __future__ import annotations

import signal
import sys

from environment.runtime.containers.labels import remove_abandoned, remove_run
from environment.runtime.engine import Engine


def main(run: str) -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # only the end of the run starts the clean-up
    engine = Engine.reached()
    remove_abandoned(engine.docker)
    print("ready", flush=True)
    sys.stdin.buffer.read()
    left = remove_run(engine.docker, run)
    if left:
        print(f"could not be removed: {', '.join(left)}", file=sys.stderr)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
