"""Runs a gateway sandbox without a bookstore, for tests of the gateway itself."""

from __future__ import annotations

import secrets
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

from environment.doubles.gateway.authority import TestAuthority
from environment.runtime.processes.launcher import Launcher
from environment.runtime.processes.ports import HOST
from environment.runtime.processes.process import Process
from environment.runtime.processes.program import Program
from environment.runtime.run_folder import RunFolder

_ENTRY = "environment.doubles.gateway.app:run"
_HEALTH_SECONDS = 2.0


@dataclass(frozen=True)
class StandaloneGateway:
    """A running sandbox: its address, secret key, certificate authority (PEM) and process id."""

    url: str
    secret_key: str
    ca_file: Path
    pid: int


@contextmanager
def standalone_gateway() -> Iterator[StandaloneGateway]:
    """Start a sandbox as a process; it answers inside the block and is gone after it.

    Raises:
        environment.runtime.processes.failure.StartUpFailed: the process does not answer.
    """
    with RunFolder() as folder, Launcher(folder, [_ENTRY.partition(":")[0]]) as launcher:
        authority = TestAuthority(folder.path)
        issued, key = authority.issue(HOST, "localhost"), f"sk_test_{secrets.token_hex(16)}"
        process = launcher.add(Program("gateway", _ENTRY))
        process.environ = {
            "GATEWAY_SECRET_KEY": key,
            "GATEWAY_PUBLISHABLE_KEY": f"pk_test_{secrets.token_hex(16)}",
            "TLS_CERT_FILE": str(issued.cert_file),
            "TLS_KEY_FILE": str(issued.key_file),
        }
        trust = ssl.create_default_context(cafile=str(authority.ca_file))
        launcher.start(process, probe=lambda started: _answers(started, trust))
        url = f"https://{HOST}:{process.ports['http']}"
        yield StandaloneGateway(url, key, authority.ca_file, process.pid or 0)


def _answers(process: Process, trust: ssl.SSLContext) -> bool:
    connection = HTTPSConnection(HOST, process.ports["http"], timeout=_HEALTH_SECONDS, context=trust)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
