"""Runs the gateway sandbox from a shell: `python -m environment.doubles.gateway`.

Without TLS_CERT_FILE it creates a certificate authority in a temporary folder, and prints the path of ca.pem.
The private key is removed as soon as it is loaded, the folder at any end of the gateway, SIGKILL included.
Keys that are not set are made for this run, and printed once requests are accepted.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex

from environment.doubles.gateway.app import run
from environment.doubles.gateway.authority import ServerCertificate, TestAuthority

_PREFIXES = {
    "GATEWAY_SECRET_KEY": "sk_test_",
    "GATEWAY_PUBLISHABLE_KEY": "pk_test_",
    "GATEWAY_CONTROL_TOKEN": "",
}
"""The keys that every gateway has; a key that is the same for all gateways would let anyone in."""


def main() -> None:
    """Listen on LISTEN_HOST and LISTEN_PORT (a free port of the loopback by default) until stopped."""
    # uvicorn raises the signal again once it has stopped: then the folder must still be removed.
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda number, _: sys.exit(128 + number))
    made = {name: prefix + token_hex(16) for name, prefix in _PREFIXES.items() if name not in os.environ}
    environ = made | dict(os.environ)
    with ExitStack() as life:
        issued = None
        if "TLS_CERT_FILE" not in environ:
            issued = _certificate(life.enter_context(_folder()))
            environ |= {"TLS_CERT_FILE": str(issued.cert_file), "TLS_KEY_FILE": str(issued.key_file)}
        listener = life.enter_context(socket.socket())
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((environ.get("LISTEN_HOST", "127.0.0.1"), int(environ.get("LISTEN_PORT", "0"))))
        listener.listen()  # the address is printed below: from then on connections must be accepted
        run(environ, {"http": listener}, lambda: _loaded(listener, issued, made))


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for the certificates that is removed at any end of this process."""
    from environment.runtime.run_folder import RunFolder  # noqa: PLC0415 - not in the image, which has certificates

    with RunFolder() as folder:
        certificates = folder.path / "certificates"
        certificates.mkdir(mode=0o700)
        yield certificates


def _certificate(folder: Path) -> ServerCertificate:
    authority = TestAuthority(folder)
    sys.stderr.write(f"authority: {authority.ca_file}\n")
    return authority.issue()


def _loaded(listener: socket.socket, issued: ServerCertificate | None, made: Mapping[str, str]) -> None:
    if issued is not None:
        issued.key_file.unlink()
        issued.cert_file.unlink()
    sys.stderr.write(f"gateway: https://127.0.0.1:{listener.getsockname()[1]}\n")
    sys.stderr.writelines(f"{name}: {value}\n" for name, value in made.items())


if __name__ == "__main__":
    main()
