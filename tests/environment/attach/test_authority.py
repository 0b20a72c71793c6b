"""Services whose certificates are signed by an authority of the team alone."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import requests

from environment.attach.attached import AttachedTarget
from environment.attach.probes import run_probe, services_answer
from environment.attach.target_file import read_target
from environment.audit.facts.http_query import NotAnswered
from environment.audit.facts.snapshot_reader import inbox_of
from environment.doubles.gateway.authority import TestAuthority
from environment.doubles.identity_provider import IdentityProvider
from environment.doubles.mail.inbox_client import InboxClient
from environment.stack.service_settings import SERVICES
from environment.world.factory import WorldFactory


class Answering(BaseHTTPRequestHandler):
    """Answers each request as an empty inbox does."""

    def do_GET(self) -> None:
        body = json.dumps({"mails": []}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Not on the console."""


class Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust the certificate closes the connection, as a test here expects."""


@pytest.fixture
def authority(tmp_path: Path) -> TestAuthority:
    return TestAuthority(tmp_path)


@pytest.fixture
def address(authority: TestAuthority) -> Iterator[str]:
    certificate = authority.issue()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.cert_file, certificate.key_file)
    with Quiet(("127.0.0.1", 0), Answering) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def attached(folder: Path, address: str, authority: str) -> AttachedTarget:
    (folder / "identity.pem").write_bytes(IdentityProvider(lambda: datetime.now(UTC)).private_key())
    addresses = "\n".join(f'{service} = "{address}"' for service in SERVICES)
    (folder / "target.toml").write_text(
        f'name = "private"\nmay_be_emptied = true\n[addresses]\n{addresses}\n{authority}\n'
        '[identity]\nprivate_key_file = "identity.pem"\n'
        f'[gateway]\naddress = "{address}"\nsecret_key = "sk_test_1"\npublishable_key = "pk_test_1"\n'
        '[databases]\ncart = "postgresql://cart:secret@db.test/cart"\n',
        "utf-8",
    )
    return AttachedTarget(read_target(folder / "target.toml"))


def test_the_services_of_a_private_authority_are_trusted_where_the_file_names_it(
    tmp_path: Path, address: str
) -> None:
    target = attached(tmp_path, address, 'authority = "ca.pem"')
    world_factory = WorldFactory(target)
    assert run_probe(services_answer, target) == (True, f"{len(SERVICES)} services answer")
    assert world_factory.world("one").shop.sent_by("customer", "cart").call("GET", "/carts", {}) == {
        "mails": []
    }
    world_factory.close()


def test_no_other_authority_is_trusted(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target = attached(tmp_path, address, "")
    world_factory = WorldFactory(target)
    assert not run_probe(services_answer, target)[0]
    with pytest.raises(requests.exceptions.SSLError):
        world_factory.world("one").shop.sent_by("customer", "cart").call("GET", "/carts", {})
    world_factory.close()


def test_the_inbox_is_read_with_the_same_authority(authority: TestAuthority, address: str) -> None:
    inbox, query = InboxClient(address, authority.ca_file), inbox_of(address, authority.ca_file)
    assert inbox.mails() == ()
    query.send()
    assert query.result() == {"mails": []}
    inbox.close()
    query.close()
    with pytest.raises(NotAnswered, match="certificate"):
        inbox_of(address).send()
