"""Waits until a run has ended, for whatever reason, and removes what it has made in the container engine.

Started as a module with the run's label as its argument and the read end of a pipe as standard input; the
run holds the only write end, so that the end of the run is the end of the file. It says `ready` when nothing
can keep it from its work any more. The run folder's lock, inherited, keeps the folder until the containers
are gone.
"""

from __future__ import annotations

import signal
import sys

from environment.runtime.containers.engine import Engine
from environment.runtime.containers.labels import remove_abandoned, remove_run


def main(run: str) -> int:
    for politely in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(politely, signal.SIG_IGN)  # whatever ends everything else must not end the cleaning
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
