"""Starts a proxy of its own: for tests, the bench, and whoever has no launcher."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from environment.faults.__main__ import CONTROL_FD
from environment.faults.errors import ProxyFailed
from environment.faults.line import FaultLine

_SHOWN = 40  # lines of the log in a start-up error
_PATIENCE = 5.0  # seconds for an orderly end


@contextmanager
def launched(log: Path | None = None) -> Iterator[FaultLine]:
    """A proxy in a process of its own, and the line to it; `log` keeps what it writes.

    Raises ProxyFailed with the exit code and the end of its log when it does not come up.
    """
    # A short path: a unix socket's may have no more than 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    control = folder / "control"
    log = log or folder / "proxy.log"
    process = _spawn(control, log)
    line = FaultLine(control)
    try:
        _wait_until_up(line, process, log)
        yield line
    finally:
        line.close()
        _stop(process)
        shutil.rmtree(folder)


def _spawn(control: Path, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "environment.faults"]
    with socket.socket(socket.AF_UNIX) as listener, log.open("wb") as errors:
        listener.bind(str(control))
        listener.listen()
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=errors,
            stderr=errors,
            env={**os.environ, CONTROL_FD: str(listener.fileno())},
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )


def _wait_until_up(line: FaultLine, process: subprocess.Popen[bytes], log: Path) -> None:
    try:
        line.last()
    except ProxyFailed as error:
        _stop(process)
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-_SHOWN:])
        raise ProxyFailed(f"The proxy did not start (exit code {process.returncode}):\n{tail}") from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin
    process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
