"""The run's end of the private socket to its preloaded parent."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from environment.runtime.processes import wire
from environment.runtime.processes.failure import LauncherEnded, how_it_ended, indented_tail

_ANSWER_SECONDS = 60.0  # the first answer waits for the imports


class Control:
    """One request at a time, from any thread."""

    def __init__(self, peer: socket.socket, parent: subprocess.Popen[bytes], log: Path) -> None:
        self._peer = peer
        self._peer.settimeout(_ANSWER_SECONDS)
        self._parent = parent
        self._log = log
        self._asking = Lock()

    def start(
        self,
        entry: str,
        environ: Mapping[str, str],
        log: Path,
        listeners: Sequence[str],
        descriptors: Sequence[int],
    ) -> int:
        """Fork a program; its process id. The first descriptor tells of its end, the rest are its listeners.

        Raises:
            LauncherEnded: the preloaded parent is gone; so are all its programs.
        """
        request = {"act": "start", "entry": entry, "environ": dict(environ), "log": str(log)}
        pid: int = self._ask({**request, "listeners": list(listeners)}, descriptors)["pid"]
        return pid

    def signal(self, pid: int, number: int) -> None:
        """Signal a program and its process group; after SIGSTOP it has stopped when this returns."""
        self._ask({"act": "signal", "pid": pid, "signal": int(number)})

    def wait(self, pid: int) -> int:
        """Wait for the end of a program that is ending; its return code, negative for a signal."""
        returncode: int = self._ask({"act": "wait", "pid": pid})["returncode"]
        return returncode

    def _ask(self, message: Mapping[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        with self._asking:
            try:
                wire.send(self._peer, message, descriptors)
                answer = wire.receive(self._peer)
            except TimeoutError:
                raise self._ended(f"has not answered for {_ANSWER_SECONDS:.0f} s") from None
            except OSError as error:  # reset, broken pipe, or closed by ourselves
                raise self._ended(f"cannot be asked ({error})") from error
        if answer is None:
            raise self._ended(f"has ended: {how_it_ended(self._parent.wait(_ANSWER_SECONDS))}")
        return answer[0]

    def _ended(self, how: str) -> LauncherEnded:
        return LauncherEnded(
            f"the preloaded parent of the programs {how}\n  log: {self._log}\n{indented_tail(self._log)}"
        )
