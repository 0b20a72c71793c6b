"""A run with everything in it, as a process of its own: says what it has started, then ends as it is told.

`whole_run.py <ending>`; standard output gets one JSON line.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from threading import Event

from environment.runtime.postgres import PostgresServer
from environment.runtime.processes import Launcher, Program
from environment.runtime.run_folder import RunFolder


def descendants(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as file:  # noqa: PTH123 - quick and plain
        children = [int(child) for child in file.read().split()]
    return [each for child in children for each in (child, *descendants(child))]


def main(ending: str) -> None:
    with (
        RunFolder() as folder,
        Launcher(folder, ["small_shop"]) as launcher,
        PostgresServer(folder) as postgres,
    ):
        shop = launcher.add(Program("shop", "small_shop:run"))
        launcher.start()
        started = {
            "folder": str(folder.path),
            "ports": [shop.port, postgres.port],
            "launcher": launcher.pid,
            "version": postgres.version,
            "pids": descendants(os.getpid()),
        }
        print(json.dumps(started), flush=True)
        if ending == "return":
            return
        if ending == "exception":
            raise LookupError("a scenario went wrong")
        if ending == "launcher killed":
            os.kill(launcher.pid, signal.SIGKILL)
        Event().wait()


if __name__ == "__main__":
    main(sys.argv[1])
