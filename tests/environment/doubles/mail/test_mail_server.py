"""The mail server receives mail over a real socket."""

from __future__ import annotations

import asyncio
import smtplib
import socket
from email.message import EmailMessage
from email.policy import SMTP

from environment.doubles.clock import time_source
from environment.doubles.mail.mailbox import MailStore
from environment.doubles.mail.smtp_server import MailHandler, receiving


def _send(port: int, recipient: str) -> None:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "本"
    message.set_content(".\n..\nline")
    with smtplib.SMTP("127.0.0.1", port, local_hostname="shop", timeout=5) as connection:
        options = [] if recipient.isascii() else ["SMTPUTF8"]
        connection.sendmail("orders@bookstore.example", [recipient], message.as_bytes(), options)


async def _deliver(mailbox: MailStore, *recipients: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        async with receiving(listener, MailHandler(mailbox, time_source({}))):
            for recipient in recipients:
                await asyncio.to_thread(_send, listener.getsockname()[1], recipient)


def test_a_mail_is_stored_as_it_was_sent() -> None:
    mailbox = MailStore()
    asyncio.run(_deliver(mailbox, "ada@example.com", "käthe@example.com"))
    assert [mail.recipients for mail in mailbox.mails()] == [("ada@example.com",), ("käthe@example.com",)]
    first = mailbox.mails()[0]
    assert (first.sender, first.header("Subject")) == ("orders@bookstore.example", "本")
    assert first.body("plain").splitlines() == [".", "..", "line"]


def test_an_open_connection_does_not_keep_the_server_from_stopping() -> None:
    async def scenario() -> bytes:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            async with receiving(listener, MailHandler(MailStore(), time_source({}))):
                reader, writer = await asyncio.open_connection(*listener.getsockname())
                assert (await reader.readline()).startswith(b"220 ")
            rest = await asyncio.wait_for(reader.read(), 5)
            writer.close()
            return rest

    assert asyncio.run(scenario()) == b""


def test_a_mail_has_at_most_100_recipients() -> None:
    mailbox = MailStore()

    def send(port: int) -> int:
        with smtplib.SMTP("127.0.0.1", port, local_hostname="shop", timeout=5) as connection:
            connection.ehlo()
            connection.mail("orders@bookstore.example")
            codes = [connection.rcpt(f"reader{number}@example.com")[0] for number in range(102)]
            connection.data(b"Subject: Hi\r\n\r\nx\r\n")
            return codes.count(452)

    async def scenario() -> int:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            async with receiving(listener, MailHandler(mailbox, time_source({}))):
                return await asyncio.to_thread(send, listener.getsockname()[1])

    assert asyncio.run(scenario()) == 2
    assert len(mailbox.mails()[0].recipients) == 100
