"""`python -m environment.faults`: the proxy, until SIGTERM comes or its parent process has ended.

The control channel is created at the path in FAULTS_CONTROL, or its listening socket is inherited as the file
descriptor in FAULTS_CONTROL_FD. With an inherited socket the parent can connect before the proxy is up, and
the end of standard input tells the proxy that the parent has ended.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading

from environment.faults.app import run

CONTROL_FD = "FAULTS_CONTROL_FD"


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Serve the edges."""
    handed_over = os.environ.get(CONTROL_FD)
    if not handed_over:
        run(os.environ, {})  # the control channel is a path, and the parent is unknown
        return
    threading.Thread(target=_end_with_parent, daemon=True).start()
    run(os.environ, {"control": socket.socket(fileno=int(handed_over))})


if __name__ == "__main__":
    main()
