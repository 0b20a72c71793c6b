"""`python -m environment.faults`: the proxy, until its standard input ends or SIGTERM comes.

The control channel's listening socket is handed over as the file descriptor in FAULTS_CONTROL_FD; so whoever
starts the proxy can connect at once and waits in line until it is up. The end of standard input means that
the parent has gone, however it went.
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
    listeners = {"control": socket.socket(fileno=int(handed_over))} if handed_over else {}
    threading.Thread(target=_end_with_parent, daemon=True).start()
    run(os.environ, listeners)


if __name__ == "__main__":
    main()
