"""A gateway whose bytes each come in time: the call ends at its total deadline all the same."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import stripe

from bookstore.payments.gateway import deadline
from bookstore.payments.gateway.answers import GatewayOutcomeUnknown
from bookstore.payments.gateway.client import GatewayClient
from bookstore.payments.gateway.settings import GatewaySettings
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind
from environment.doubles.gateway.authority import TestAuthority

_TOTAL = 0.5  # seconds
_BETWEEN = 0.05  # seconds between two bytes
_DRIPS = 100  # bytes: five seconds in all
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n"
_CHECKOUT = UUID(int=7)
_PRICE = Money(1900, Currency.USD)
_CALLS = {
    "authorization": lambda client: client.authorize(_CHECKOUT, _PRICE, PaymentMethodKind.CARD, "pm_1", "k"),
    "capture": lambda client: client.capture("pi_1", "k"),
    "void": lambda client: client.void("pi_1", "k"),
    "refund": lambda client: client.refund("pi_1", _CHECKOUT, _PRICE, "k"),
    "look": lambda client: client.retrieve("pi_1"),
    "look with refunds": lambda client: client.retrieve_with_refunded("pi_1"),
    "look at the refunds": lambda client: client.refunds_of("pi_1", Currency.USD),
}


def _drip(listener: socket.socket, tls: ssl.SSLContext, over: threading.Event) -> None:
    while not over.is_set():
        try:
            plain, _ = listener.accept()
            with tls.wrap_socket(plain, server_side=True) as connection:
                connection.recv(65536)
                connection.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n"
                )
                for _ in range(_DRIPS):
                    connection.sendall(b" ")
                    if over.wait(_BETWEEN):
                        break
        except OSError:  # the caller has hung up, or the test is over
            continue


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayClient]:
    before, folder = stripe.ca_bundle_path, Path(tmp_path_factory.mktemp("authority"))
    authority, over = TestAuthority(folder), threading.Event()
    issued, tls = authority.issue(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(issued.cert_file, issued.key_file)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(_BETWEEN)
        thread = threading.Thread(target=_drip, args=(listener, tls, over))
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        yield GatewayClient(GatewaySettings("sk_test_1", url, str(authority.ca_file)))
        over.set()
        thread.join()
    stripe.ca_bundle_path = before


@pytest.mark.parametrize("operation", _CALLS)
def test_a_call_ends_at_the_deadline_of_the_whole_call(client: GatewayClient, operation: str) -> None:
    began = time.monotonic()
    with pytest.raises(GatewayOutcomeUnknown), client.within(_TOTAL):
        _CALLS[operation](client)
    assert _TOTAL - 0.1 < time.monotonic() - began < _TOTAL + 1.5


@pytest.mark.parametrize("operation", _CALLS)
def test_a_call_without_a_deadline_of_its_own_ends_as_well(
    client: GatewayClient, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "LONGEST", _TOTAL)
    began = time.monotonic()
    with pytest.raises(GatewayOutcomeUnknown):
        _CALLS[operation](client)
    assert _TOTAL - 0.1 < time.monotonic() - began < _TOTAL + 1.5


def test_a_deadline_inside_another_one_does_not_prolong_it(client: GatewayClient) -> None:
    began = time.monotonic()
    with pytest.raises(GatewayOutcomeUnknown), client.within(_TOTAL), client.within(_TOTAL * 20):
        client.retrieve("pi_1")
    assert time.monotonic() - began < _TOTAL + 1.5
