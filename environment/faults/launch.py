"""Starts a proxy without a stack, for tests and the bench."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from environment.faults.__main__ import CONTROL_FD
from environment.faults.errors import ProxyFailed
from environment.faults.private_socket import listening_privately
from environment.faults.proxy_client import ProxyClient
from environment.runtime.run_folder import RunFolder

_SHOWN = 40  # lines of the log in a start-up error
_PATIENCE = 5.0  # seconds for an orderly end


@contextmanager
def launched(log: Path | None = None) -> Iterator[ProxyClient]:
    """The client of a new proxy process, which writes to `log`.

    Raises ProxyFailed, with the exit code and the end of the log, if the proxy does not come up.
    """
    with RunFolder() as folder:  # its path is short enough for a Unix socket, however long TMPDIR is
        control = folder.path / "control"
        log = log or folder.logs / "proxy.log"
        process = _spawn(control, log)
        client = ProxyClient(control)
        try:
            _wait_until_up(client, process, log)
            yield client
        finally:
            client.close()
            _stop(process)


def _spawn(control: Path, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "environment.faults"]
    with listening_privately(control) as listener, log.open("wb") as errors:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=errors,
            stderr=errors,
            env={**os.environ, CONTROL_FD: str(listener.fileno())},
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )


def _wait_until_up(client: ProxyClient, process: subprocess.Popen[bytes], log: Path) -> None:
    try:
        client.last()
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
