"""A small run in containers, as a process of its own: says where it is in its life, then goes on or waits.

`run_in_containers.py <moment>`; standard output gets one JSON line when the moment has come.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from environment.runtime.containers.runtime import images_of, in_containers
from environment.runtime.processes.program import Program
from environment.runtime.run_folder import RunFolder

PROGRAMS: Sequence[Program] = (
    Program("mail", "environment.doubles.mail.app:run", listeners=("smtp", "http")),
    Program("another", "environment.doubles.mail.app:run", listeners=("smtp", "http")),
)


def main(moment: str) -> None:
    with RunFolder() as folder:

        def say(now: str) -> None:
            if now == moment:
                print(json.dumps({"run": str(folder.path)}), flush=True)

        with in_containers(images_of({}))(folder, PROGRAMS) as running, ThreadPoolExecutor(2) as side_by_side:
            starts = [side_by_side.submit(part.start) for part in running.launcher.processes]
            say("starting")
            for start in starts:
                start.result()
            say("running")
            if moment == "browsing":
                assert running.chromium is not None, "its image is asked for before"
                running.chromium.start([])
            say("browsing")
            if moment in ("running", "browsing"):
                Event().wait()
            say("stopping")
        say("ending")


if __name__ == "__main__":
    main(sys.argv[1])
