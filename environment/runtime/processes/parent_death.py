"""A program must not outlive the preloaded parent that forked it, even when the parent is killed."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading

_PR_SET_PDEATHSIG = 1  # prctl(2)
_prctl = getattr(ctypes.CDLL(None), "prctl", None) if sys.platform == "linux" else None


def die_with(parent: int, lifeline: int) -> None:
    """Called by a forked child. `lifeline` reads from a pipe whose write end only the parent holds."""
    if _prctl is not None and _prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) == 0:
        os.close(lifeline)
        if os.getppid() != parent:  # it died between the fork and the call above
            os._exit(1)
    else:
        die_at_the_end_of(lifeline)


def die_at_the_end_of(lifeline: int) -> None:
    """The way without prctl: a thread that waits for the end of the pipe."""
    threading.Thread(target=_wait_and_die, args=(lifeline,), name="parent's death", daemon=True).start()


def _wait_and_die(lifeline: int) -> None:
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGKILL)
