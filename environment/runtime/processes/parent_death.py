"""Ends a forked process with its parent, also when the parent is killed."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading

_PR_SET_PDEATHSIG = 1  # prctl(2)
_prctl = getattr(ctypes.CDLL(None), "prctl", None) if sys.platform == "linux" else None


def signaled_with_parent(parent: int, number: signal.Signals) -> bool:
    """Called by a child: it gets the signal when its parent ends in any way. False where there is no prctl.

    The parent is the thread that has started the child.
    """
    if _prctl is None or _prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0) != 0:
        return False
    if os.getppid() != parent:  # it ended before the call above
        os._exit(1)
    return True


def exit_with_parent(parent: int, pipe: int) -> None:
    """Called by a forked child. `pipe` is the read end of a pipe whose write end only the parent holds."""
    if signaled_with_parent(parent, signal.SIGKILL):
        os.close(pipe)
    else:
        exit_at_the_end_of(pipe)


def exit_at_the_end_of(pipe: int) -> None:
    """Without prctl, or where a thread has started this process: a thread waits for the end of the pipe."""
    threading.Thread(target=_wait_and_exit, args=(pipe,), name="end of the parent", daemon=True).start()


def _wait_and_exit(pipe: int) -> None:
    os.read(pipe, 1)
    os.kill(os.getpid(), signal.SIGKILL)
