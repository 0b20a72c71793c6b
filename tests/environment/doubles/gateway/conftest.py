from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
import stripe

from environment.doubles.gateway.authority import TestAuthority

from .account import PUBLISHABLE_KEY, SECRET_KEY, SandboxAccount

CONTROL_TOKEN = "control-token-of-the-tests"


@pytest.fixture
def account() -> SandboxAccount:
    return SandboxAccount()


@dataclass(frozen=True)
class RunningGateway:
    """The gateway sandbox as a process over TLS."""

    url: str
    ca_file: Path
    clock_file: Path

    def client(self, key: str = SECRET_KEY) -> stripe.StripeClient:
        return stripe.StripeClient(
            key,
            base_addresses={"api": self.url},
            max_network_retries=0,
            http_client=stripe.RequestsClient(timeout=(2, 10)),
        )

    def control(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        answer = requests.request(
            method,
            f"{self.url}/_sandbox/{path}",
            json=body,
            headers={"Authorization": f"Bearer {CONTROL_TOKEN}"},
            verify=str(self.ca_file),
            timeout=5,
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def move_clock(self, *, seconds: float) -> None:
        """Set the clock so many seconds ahead of the machine's."""
        with self.clock_file.open("r+b") as file:  # not truncated: the gateway has mapped it
            file.write(struct.pack("<q", int(seconds * 1_000_000)))


class WebhookReceiver:
    """Receives webhooks; responds with the statuses in `responses`, then with 200."""

    def __init__(self) -> None:
        self.received: list[tuple[bytes, str]] = []
        self.responses: list[int] = []
        self.arrived = threading.Condition()
        receiver = self

        class WebhookHandler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.responses.pop(0) if receiver.responses else 200
                with receiver.arrived:
                    receiver.received.append((body, self.headers["Stripe-Signature"]))
                    receiver.arrived.notify_all()
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), WebhookHandler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhooks"

    def types(self) -> list[str]:
        return [json.loads(body)["type"] for body, _ in self.received]

    def wait_for(self, count: int) -> None:
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.received) >= count, timeout=5), self.types()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return TestAuthority(tmp_path_factory.mktemp("authority"))


@contextmanager
def serving(authority: TestAuthority, clock_file: Path, **settings: str) -> Iterator[RunningGateway]:
    issued = authority.issue()
    environ = os.environ | {
        "GATEWAY_SECRET_KEY": SECRET_KEY,
        "GATEWAY_PUBLISHABLE_KEY": PUBLISHABLE_KEY,
        "GATEWAY_CONTROL_TOKEN": CONTROL_TOKEN,
        "GATEWAY_CHECK_ANSWERS": "1",
        "TLS_CERT_FILE": str(issued.cert_file),
        "TLS_KEY_FILE": str(issued.key_file),
        "CLOCK_FILE": str(clock_file),
        "LOG_LEVEL": "ERROR",
        **settings,
    }
    command = [sys.executable, "-m", "environment.doubles.gateway"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        url = process.stderr.readline().removeprefix("gateway: ").strip()
        running = RunningGateway(url, authority.ca_file, clock_file)
        try:
            yield running
        finally:
            process.kill()


@pytest.fixture(scope="session")
def started(authority: TestAuthority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    clock_file = tmp_path_factory.mktemp("clock") / "offset"
    clock_file.write_bytes(struct.pack("<q", 0))
    with pytest.MonkeyPatch.context() as patch, serving(authority, clock_file) as running:
        patch.setattr(stripe, "ca_bundle_path", str(authority.ca_file))
        patch.setattr(stripe, "enable_telemetry", False)
        patch.setenv("NO_PROXY", "127.0.0.1,localhost")
        yield running


@pytest.fixture
def running(started: RunningGateway) -> RunningGateway:
    """The gateway with an empty account."""
    started.control("POST", "reset")
    return started


@pytest.fixture
def client(running: RunningGateway) -> stripe.StripeClient:
    return running.client()


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    receiver = WebhookReceiver()
    serve = receiver.server.serve_forever
    thread = threading.Thread(target=serve, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield receiver
    receiver.server.shutdown()
    receiver.server.server_close()
    thread.join()
