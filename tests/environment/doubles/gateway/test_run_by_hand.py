"""The gateway that is started by hand makes a private key and leaves none behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_folder_with_a_key_is_left(number: signal.Signals) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TLS_")}
    command = [sys.executable, "-m", "environment.doubles.gateway"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as gateway:
        assert gateway.stderr is not None
        folder = Path(gateway.stderr.readline().removeprefix("authority: ").strip()).parent
        assert gateway.stderr.readline().startswith("gateway: https://")
        assert folder.is_dir()
        gateway.send_signal(number)
    deadline = time.monotonic() + 10
    while folder.exists():
        assert time.monotonic() < deadline, f"{folder} is left"
        Event().wait(0.01)
