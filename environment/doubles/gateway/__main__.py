"""Runs the gateway sandbox from a shell: `python -m environment.doubles.gateway`.

Without TLS_CERT_FILE it creates a certificate authority in a temporary folder, and prints the path of ca.pem.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from environment.doubles.gateway.app import run
from environment.doubles.gateway.authority import TestAuthority

_DEFAULTS = {
    "GATEWAY_SECRET_KEY": "sk_test_by_hand",
    "GATEWAY_PUBLISHABLE_KEY": "pk_test_by_hand",
    "GATEWAY_CONTROL_TOKEN": "by-hand",
}


def main() -> None:
    """Listen on LISTEN_HOST and LISTEN_PORT (a free port of the loopback by default) until stopped."""
    environ = _DEFAULTS | dict(os.environ)
    with ExitStack() as life, socket.socket() as listener:
        if "TLS_CERT_FILE" not in environ:
            folder = life.enter_context(_folder())
            issued = TestAuthority(folder).issue()
            environ |= {"TLS_CERT_FILE": str(issued.cert_file), "TLS_KEY_FILE": str(issued.key_file)}
            sys.stderr.write(f"authority: {folder}/ca.pem\n")
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((environ.get("LISTEN_HOST", "127.0.0.1"), int(environ.get("LISTEN_PORT", "0"))))
        listener.listen()  # the address is printed next: from then on connections must be accepted
        sys.stderr.write(f"gateway: https://127.0.0.1:{listener.getsockname()[1]}\n")
        run(environ, {"http": listener})


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for the private key that is removed at any end of this process, also SIGTERM and SIGKILL."""
    from environment.runtime.run_folder import RunFolder  # noqa: PLC0415 - not in the image, which has certificates

    with RunFolder() as folder:
        yield folder.path


if __name__ == "__main__":
    main()
