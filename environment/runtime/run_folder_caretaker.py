"""Waits until a run has ended, for whatever reason, and removes its folder.

Started as a script with the folder as its argument and the read end of a pipe as standard input; the run
holds the only write end, so that the end of the run is the end of the file. Standard library only: it runs
isolated.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
from types import FrameType

_PATIENCE_SECONDS = 10  # PostgreSQL and the programs end within tenths of a second


def main(folder: str) -> None:
    for politely in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(politely, signal.SIG_IGN)  # whatever ends everything else must not end the cleaning
    sys.stdin.buffer.read()
    _wait_for_the_last(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _wait_for_the_last(folder: str) -> None:
    """Files must not be written while they are removed, so wait until no process holds the folder."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(_PATIENCE_SECONDS)
    try:
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError:
        pass  # out of patience, or already removed: removing is right either way
    finally:
        signal.alarm(0)


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main(sys.argv[1])
