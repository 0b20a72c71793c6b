"""Waits for the end of a run and removes the folder of the run.

A script: its argument is the folder, its standard input the read end of a pipe whose write end only the run
holds, so that any end of the run is the end of the file. It runs isolated, with the standard library only.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
from types import FrameType

_LOCK_SECONDS = 10  # PostgreSQL and the programs end within tenths of a second


def main(folder: str) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # only the end of the run starts the clean-up
    sys.stdin.buffer.read()
    _wait_for_unlock(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _wait_for_unlock(folder: str) -> None:
    """Wait until no process holds the lock: files must not be written while they are removed."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(_LOCK_SECONDS)
    try:
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError:
        pass  # the time is over, or the folder is removed already: remove what is left
    finally:
        signal.alarm(0)


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main(sys.argv[1])
