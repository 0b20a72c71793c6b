"""Runs one PostgreSQL server as its child and stops it when the run is gone, for whatever reason.

Started as a script: `watchdog.py <uid or -> <gid or -> <log> <command> ...`. Standard input is a pipe that
only the run can write to; its end is the order to stop. Ends with the server, and with its exit code.
Standard library only: it runs isolated.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

_PR_SET_PDEATHSIG = 1  # prctl(2)
_PATIENCE_SECONDS = 5.0


def main(uid: str, gid: str, log: str, *command: str) -> int:
    account: dict[str, Any] = {} if uid == "-" else {"user": int(uid), "group": int(gid), "extra_groups": []}
    with Path(log).open("ab") as output:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            preexec_fn=_ending_with(os.getpid()),  # noqa: PLW1509 - there is no other thread yet
            **account,
        )

    def stop(_signal: int = 0, _frame: FrameType | None = None) -> None:
        server.send_signal(signal.SIGQUIT)  # immediate: the data are disposable

    for politely in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(politely, stop)
    threading.Thread(target=_stop_with_the_run, args=(server, stop), daemon=True).start()
    returncode = server.wait()
    return returncode if returncode >= 0 else 128 - returncode


def _stop_with_the_run(server: subprocess.Popen[bytes], stop: Callable[[], None]) -> None:
    os.read(0, 1)
    stop()
    try:
        server.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()


def _ending_with(watchdog: int) -> Callable[[], None] | None:
    """What the child does before it is PostgreSQL: a watchdog that is killed takes the server along.

    It runs after the change of account, which would undo it; prctl is looked up here, before the fork, since
    the account may be unable to reach the standard library. macOS has no such thing.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def end_with_the_watchdog() -> None:
        prctl(_PR_SET_PDEATHSIG, int(signal.SIGQUIT), 0, 0, 0)
        if os.getppid() != watchdog:
            os._exit(1)

    return end_with_the_watchdog


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
