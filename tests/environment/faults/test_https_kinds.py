"""The kinds for HTTPS: what the caller sees, and whether the callee saw the call."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from environment.doubles.gateway.authority import TestAuthority
from environment.faults.edges import Edge, Tls
from environment.faults.errors import InvalidFault
from environment.faults.proxy_client import ProxyClient
from environment.topology import Protocol
from tests.environment.faults.callees import Add, Caller, HttpCallee, http_callee

_EDGE = "payments -> certified"
_REFUSALS = {
    "another-authority": "unable to get local issuer|in certificate chain|signature failure",
    "another-host": "mismatch|is not valid for",
    "expired": "has expired",
    "not-yet-valid": "not yet valid",
    "self-signed": "self-signed certificate",
}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return TestAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def certified(_running_proxy: ProxyClient, authority: TestAuthority) -> Iterator[HttpCallee]:
    """The callee behind an edge of HTTPS, both with certificates of the authority."""
    issued = authority.issue()
    authority.issue_untrustworthy("127.0.0.1", "localhost")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(issued.cert_file, issued.key_file)
    with http_callee(tls) as callee:
        files = Tls(issued.cert_file, issued.key_file, authority.ca_file)
        _running_proxy.start([Edge(_EDGE, Protocol.HTTPS, callee.port, tls=files)])
        yield callee


@pytest.fixture
def caller(certified: HttpCallee, proxy: ProxyClient, authority: TestAuthority) -> Iterator[Caller]:
    trusting = ssl.create_default_context(cafile=str(authority.ca_file))
    made = Caller(f"https://127.0.0.1:{proxy.ports[_EDGE]}", trusting)
    made.call()
    certified.seen.clear()
    yield made
    made.close()


@pytest.mark.parametrize("which", _REFUSALS)
def test_a_caller_refuses_another_certificate_and_the_callee_sees_nothing(
    caller: Caller, certified: HttpCallee, add: Add, which: str
) -> None:
    fault = add("another certificate", _EDGE, parameters={"which": which})
    assert fault.fired == 0
    for _ in range(2):  # the first call may still find its old connection closed
        with pytest.raises(Exception, match=rf"{_REFUSALS[which]}|104|disconnected") as refused:
            caller.call()
    assert refused.match(_REFUSALS[which])
    assert certified.seen == []
    assert fault.heal() > 0
    assert caller.call().status == 200


def test_a_caller_that_does_not_look_at_the_certificate_reaches_the_callee(
    certified: HttpCallee, proxy: ProxyClient, add: Add
) -> None:
    certified.seen.clear()
    add("another certificate", _EDGE, parameters={"which": "self-signed"})
    careless = ssl.create_default_context()
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
    caller = Caller(f"https://127.0.0.1:{proxy.ports[_EDGE]}", careless)
    assert caller.call().status == 200
    assert len(certified.seen) == 1
    caller.close()


def test_a_certificate_that_was_not_written_is_named(tmp_path: Path) -> None:
    files = Tls(tmp_path / "server.pem", tmp_path / "server.key", tmp_path / "ca.pem")
    with pytest.raises(InvalidFault, match=r"no certificate 'expired' beside server\.pem"):
        files.another("expired")
