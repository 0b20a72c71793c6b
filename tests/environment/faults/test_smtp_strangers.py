"""A connection to the mail server without a command is a stranger's: no call, and no use of a fault."""

from __future__ import annotations

import smtplib
import socket
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from environment.audit.unexpected_calls import unexpected_calls
from environment.evidence.recording.recorder import NO_REQUEST
from environment.faults.edges import Edge
from environment.faults.launch import launched
from environment.faults.proxy_client import ProxyClient
from environment.topology import Protocol
from tests.environment.faults.callees import MAIL, Add, Mailbox, mail_server

Scan = Callable[[int], None]


def connects_and_closes(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=5).close()


def resets(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as scan:
        scan.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def reads_the_greeting(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as scan:
        assert scan.recv(1024).startswith(b"220 ")


def summaries(proxy: ProxyClient, until: int) -> list[str]:
    """The records, once there are so many that have ended."""
    deadline = time.monotonic() + 5
    while True:
        found = [each for each in proxy.exchanges(edge=MAIL) if each.outcome != "under way"]
        if len(found) >= until or time.monotonic() > deadline:
            return [each.summary for each in found]
        Event().wait(0.005)


@pytest.mark.parametrize("scan", [connects_and_closes, resets, reads_the_greeting])
def test_a_scan_is_no_call_and_is_not_audited(proxy: ProxyClient, mailbox: Mailbox, scan: Scan) -> None:
    scan(proxy.ports[MAIL])
    assert summaries(proxy, 1) == [NO_REQUEST]
    (record,) = proxy.exchanges(edge=MAIL)
    assert record.outcome == "a stranger: it hung up without a command"
    assert list(unexpected_calls([record])) == []


@pytest.mark.parametrize("scan", [connects_and_closes, resets])
@pytest.mark.parametrize("kind", ["service unavailable", "no answer"])
def test_a_scan_uses_up_no_fault(
    proxy: ProxyClient, mailbox: Mailbox, add: Add, scan: Scan, kind: str
) -> None:
    fault = add(kind, MAIL, matching="GREETING", next=1)
    for _ in range(3):
        scan(proxy.ports[MAIL])
    assert summaries(proxy, 3) == [NO_REQUEST] * 3
    assert fault.fired == 0
    with pytest.raises(smtplib.SMTPException):
        smtplib.SMTP("127.0.0.1", proxy.ports[MAIL], timeout=0.3)
    assert fault.heal() == 1


def test_a_mailer_that_a_fault_keeps_from_its_first_command_is_no_stranger(
    proxy: ProxyClient, mailbox: Mailbox, add: Add
) -> None:
    add("service unavailable", MAIL, matching="GREETING", next=1)
    with pytest.raises(smtplib.SMTPConnectError):
        smtplib.SMTP("127.0.0.1", proxy.ports[MAIL], timeout=5)
    assert summaries(proxy, 1) == ["GREETING"]


def test_a_mailer_that_speaks_before_the_greeting_is_heard_after_it(
    proxy: ProxyClient, mailbox: Mailbox, add: Add
) -> None:
    add("slow before", MAIL, matching="GREETING", parameters={"seconds": 0.01})
    with socket.create_connection(("127.0.0.1", proxy.ports[MAIL]), timeout=5) as hasty:
        hasty.sendall(b"EHLO shop\r\nQUIT\r\n")
        said = b"".join(iter(lambda: hasty.recv(4096), b""))
    assert said.startswith(b"220 ")
    assert b"\n221 " in said
    assert summaries(proxy, 3) == ["GREETING", "EHLO shop", "QUIT"]


def test_a_mailer_of_a_silent_server_is_no_stranger(proxy: ProxyClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        edge = Edge("shop -> silent", Protocol.SMTP, silent.getsockname()[1])
        port = proxy.start([edge])[edge.name]
        with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
            smtplib.SMTP("127.0.0.1", port, timeout=0.7)
    assert [each.summary for each in proxy.exchanges(edge=edge.name)] == ["GREETING"]


def test_the_log_names_the_stranger(tmp_path: Path) -> None:
    log = tmp_path / "proxy.log"
    with mail_server() as (port, _), launched(log) as own:
        connects_and_closes(own.start([Edge(MAIL, Protocol.SMTP, port)])[MAIL])
        assert summaries(own, 1) == [NO_REQUEST]
    assert f"a stranger on {MAIL}: it hung up without a command" in log.read_text("utf-8")
