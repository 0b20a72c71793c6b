"""Runs one PostgreSQL server as a child process and stops it when the run has ended.

Started as a script: `watchdog.py <uid or -> <gid or -> <log> <command> ...`. Standard input is a pipe whose
write end only the run holds; its end stops the server. The exit code is that of the server. It runs isolated,
with the standard library only.
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
_STOP_SECONDS = 5.0


def main(uid: str, gid: str, log: str, *command: str) -> int:
    account: dict[str, Any] = {} if uid == "-" else {"user": int(uid), "group": int(gid), "extra_groups": []}
    with Path(log).open("ab") as output:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            preexec_fn=_exit_with_watchdog(os.getpid()),  # noqa: PLW1509 - there is no other thread yet
            **account,
        )

    def stop(_signal: int = 0, _frame: FrameType | None = None) -> None:
        server.send_signal(signal.SIGQUIT)  # immediate shutdown: the data are disposable

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    threading.Thread(target=_stop_after_the_run, args=(server, stop), daemon=True).start()
    returncode = server.wait()
    return returncode if returncode >= 0 else 128 - returncode


def _stop_after_the_run(server: subprocess.Popen[bytes], stop: Callable[[], None]) -> None:
    os.read(0, 1)
    stop()
    try:
        server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()


def _exit_with_watchdog(watchdog: int) -> Callable[[], None] | None:
    """A function for the child before exec: it ends the server when the watchdog is killed.

    The change of account would undo the setting, so the function runs after it. prctl is loaded before the
    fork, since the account may have no access to the standard library. macOS has no prctl.
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
