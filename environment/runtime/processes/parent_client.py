"""The client of the preloaded parent, at the run's end of a private socket."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from environment.runtime.processes import wire
from environment.runtime.processes.failure import LauncherEnded, how_it_ended, indented_tail

_RESPONSE_SECONDS = 60.0  # the first response waits for the imports


class ParentClient:
    """Sends one request at a time, from any thread."""

    def __init__(self, peer: socket.socket, parent: subprocess.Popen[bytes], log: Path) -> None:
        self._peer = peer
        self._peer.settimeout(_RESPONSE_SECONDS)
        self._parent = parent
        self._log = log
        self._lock = Lock()

    def start(
        self,
        entry: str,
        environ: Mapping[str, str],
        log: Path,
        listeners: Sequence[str],
        descriptors: Sequence[int],
    ) -> int:
        """Fork a program and give its process id. The descriptors are an exit pipe, then the listeners.

        Raises:
            LauncherEnded: the preloaded parent has ended, and all its programs with it.
        """
        request = {"act": "start", "entry": entry, "environ": dict(environ), "log": str(log)}
        pid: int = self._request({**request, "listeners": list(listeners)}, descriptors)["pid"]
        return pid

    def signal(self, pid: int, number: int) -> None:
        """Signal a program and its process group; returns after the stop for SIGSTOP."""
        self._request({"act": "signal", "pid": pid, "signal": int(number)})

    def wait(self, pid: int) -> int:
        """Wait for the end of a program that is ending; gives its return code, negative for a signal."""
        returncode: int = self._request({"act": "wait", "pid": pid})["returncode"]
        return returncode

    def _request(self, message: Mapping[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        with self._lock:
            try:
                wire.send(self._peer, message, descriptors)
                answer = wire.receive(self._peer)
            except TimeoutError:
                raise self._ended(f"has not answered for {_RESPONSE_SECONDS:.0f} s") from None
            except OSError as error:  # reset, broken pipe, or closed by ourselves
                raise self._ended(f"cannot be asked ({error})") from error
        if answer is None:
            raise self._ended(f"has ended: {how_it_ended(self._parent.wait(_RESPONSE_SECONDS))}")
        return answer[0]

    def _ended(self, how: str) -> LauncherEnded:
        return LauncherEnded(
            f"the preloaded parent of the programs {how}\n  log: {self._log}\n{indented_tail(self._log)}"
        )
