"""Every SMTP kind fires: what the sender sees, and whether the mail arrived."""

from __future__ import annotations

import smtplib
from typing import Any

import pytest

from environment.faults.proxy_client import ProxyClient
from tests.environment.faults.callees import MAIL, Add, Mailbox

TEXT = "Subject: Your order\r\nX-Scenario: s-1\r\n\r\nThank you.\r\n.. and goodbye"


def send(proxy: ProxyClient, timeout: float = 5.0) -> None:
    with smtplib.SMTP("127.0.0.1", proxy.ports[MAIL], timeout=timeout) as sender:
        sender.sendmail("shop@bookstore.example", ["reader@example.com"], TEXT)


BROKEN: list[tuple[str, dict[str, Any], type[Exception], str, int]] = [
    ("service unavailable", {}, smtplib.SMTPConnectError, "421", 0),
    ("service unavailable", {"parameters": {"at": "DATA"}}, smtplib.SMTPDataError, "421", 0),
    ("greylisted", {}, smtplib.SMTPRecipientsRefused, "450", 0),
    ("over quota", {}, smtplib.SMTPRecipientsRefused, "452", 0),
    ("mailbox unavailable", {}, smtplib.SMTPRecipientsRefused, "550", 0),
    ("reset at data", {}, smtplib.SMTPServerDisconnected, "reset", 0),
    ("acceptance lost", {}, smtplib.SMTPServerDisconnected, "reset", 1),
    ("acceptance lost", {"correlation": "s-1"}, smtplib.SMTPServerDisconnected, "reset", 1),
    ("no answer", {"matching": "^MAIL"}, smtplib.SMTPServerDisconnected, "timed out", 0),
    ("no answer", {}, smtplib.SMTPServerDisconnected, "timed out", 0),
    ("refused", {}, ConnectionRefusedError, "refused", 0),
    ("connect timeout", {}, TimeoutError, "timed out", 0),
]


@pytest.mark.parametrize(("kind", "given", "error", "text", "arrived"), BROKEN)
def test_the_mail_is_not_known_to_be_accepted(  # noqa: PLR0917 - parameters of the table and fixtures
    kind: str,
    given: dict[str, Any],
    error: type[Exception],
    text: str,
    arrived: int,
    proxy: ProxyClient,
    mailbox: Mailbox,
    add: Add,
) -> None:
    fault = add(kind, MAIL, **given)
    with pytest.raises(error, match=text):
        send(proxy, timeout=0.3 if text == "timed out" else 5.0)
    assert len(mailbox.mails) == arrived
    assert fault.heal() >= 1
    send(proxy)
    assert len(mailbox.mails) == arrived + 1


@pytest.mark.parametrize("kind", ["greylisted", "over quota", "mailbox unavailable"])
def test_a_refusal_of_the_recipient_has_the_address_as_mail_servers_write_it(
    kind: str, proxy: ProxyClient, mailbox: Mailbox, add: Add
) -> None:
    add(kind, MAIL)
    with pytest.raises(smtplib.SMTPRecipientsRefused, match=r"<reader@example\.com>: "):
        send(proxy)
    assert not mailbox.mails


def test_a_mail_passes_unchanged_and_its_dialog_is_recorded(proxy: ProxyClient, mailbox: Mailbox) -> None:
    send(proxy)
    assert mailbox.mails[0].rstrip() == TEXT.encode()
    assert [each.summary.partition(" ")[0] for each in proxy.exchanges(edge=MAIL)] == [
        "GREETING",
        "ehlo",
        "mail",
        "rcpt",
        "data",
        "END",
        "QUIT",
    ]
    assert proxy.exchanges(correlation="s-1")[0].outcome == "250"


def test_a_slow_command_is_slow_and_works(proxy: ProxyClient, mailbox: Mailbox, add: Add) -> None:
    fault = add("slow after", MAIL, matching="END OF DATA", parameters={"seconds": 0.05})
    send(proxy)
    assert (fault.heal(), len(mailbox.mails)) == (1, 1)


def test_an_answer_of_many_lines_ends_with_the_servers_own(
    proxy: ProxyClient, mailbox: Mailbox, add: Add
) -> None:
    fault = add("slow lines", MAIL, matching="^RCPT", parameters={"lines": 3, "seconds": 0.01})
    send(proxy)
    assert (fault.heal(), len(mailbox.mails)) == (1, 1)


def test_a_sender_may_hang_up_before_the_last_line(proxy: ProxyClient, mailbox: Mailbox, add: Add) -> None:
    add("slow lines", MAIL, matching="^RCPT", parameters={"lines": 1000, "seconds": 0.01}, next=1)
    with smtplib.SMTP("127.0.0.1", proxy.ports[MAIL], timeout=5) as sender:
        sender.ehlo()
        sender.docmd("MAIL", "FROM:<shop@bookstore.example>")
        sender.putcmd("RCPT", "TO:<reader@example.com>")
        sender.close()
    send(proxy)
    assert len(mailbox.mails) == 1
