"""The run of a defect ends with the command that has started it, also in the background of a shell."""

from __future__ import annotations

import subprocess
import sys

import pytest

RUN = """
import signal
from threading import Thread
if {ignored}:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
from environment.runtime.signals import interruptible
from environment.tools.defects.runner import interrupt_at_the_end_of_input
with interruptible():
    try:
        Thread(target=interrupt_at_the_end_of_input, daemon=True).start()
        signal.pause()
    except KeyboardInterrupt:
        print("the stack is torn down")
"""


@pytest.mark.parametrize("ignored", [False, True])
def test_a_run_is_interrupted_when_its_input_ends(ignored: bool) -> None:
    run = subprocess.run(
        [sys.executable, "-c", RUN.format(ignored=ignored)],
        input=b"",
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert run.stdout == b"the stack is torn down\n", run.stderr.decode()
