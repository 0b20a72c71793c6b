"""Runs of behave that a tool starts. None outlives its tool, whether that is told to stop or killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from environment.runtime.processes.parent_death import signaled_with_parent
from environment.runtime.signals import interruptible

INTERRUPTED = 130  # the exit code of a command that was interrupted


def run_behave(arguments: Sequence[str]) -> int:
    """Run behave with these arguments, its output on the console; its exit code.

    Ctrl-C or another signal to the tool goes on to the run, which ends its stack. Then SystemExit is raised,
    so that the tool writes nothing from half of a run.
    """
    with interruptible() as interruption, begin_behave(arguments) as run:
        try:
            return run.wait()
        except KeyboardInterrupt:
            run.send_signal(interruption.signal or signal.SIGINT)
            run.wait()
            raise SystemExit(INTERRUPTED) from None


def begin_behave(arguments: Sequence[str], **more: Any) -> subprocess.Popen[bytes]:
    """Start behave with these arguments; `more` is for Popen.

    It has a session of its own, so that Ctrl-C reaches the tool alone. It gets SIGTERM when the thread that
    has called this ends.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "behave", *arguments],
        start_new_session=True,
        preexec_fn=partial(signaled_with_parent, os.getpid(), signal.SIGTERM),  # noqa: PLW1509 - it calls the kernel alone
        **more,
    )
