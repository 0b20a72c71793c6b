"""Every mail that arrives over SMTP is shown by every route of the inbox, with what can be read of it."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.environment.doubles.mail.test_hostile_clients import RunningMail, running

__all__ = ["running"]  # the fixture

_MULTIPART = b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n"
ODD: dict[str, tuple[bytes, dict[str, str]]] = {
    "an unknown charset": (
        b"Content-Type: text/plain; charset=klingon\r\n\r\nhello \xff",
        {"text": "hello \ufffd\r\n"},
    ),
    "an unknown charset of HTML": (
        b"Content-Type: text/html; charset=klingon\r\n\r\n<p>hello",
        {"html": "<p>hello\r\n"},
    ),
    "a charset that is no text encoding": (
        b"Content-Type: text/plain; charset=rot13\r\n\r\nhello",
        {"text": "hello\r\n"},
    ),
    "a lone surrogate": (
        b"Subject: =?utf-7?q?+2AA-?=\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+2AA-hello",
        {"text": "?hello\r\n"},
    ),
    "broken base64": (
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n@@@@aGVsbG8",
        {"text": "hello"},
    ),
    "an unknown transfer encoding": (b"Content-Transfer-Encoding: zip\r\n\r\nhello", {"text": "hello\r\n"}),
    "broken encoded words": (
        b"Subject: =?utf-8?b?!!!?= =?klingon?q?hello?=\r\n\r\nhello",
        {"subject": "hello", "text": "hello\r\n"},
    ),
    "an encoded word that is no text": (
        b"Subject: =?unicode-escape?q?=5Cud800?=\r\n\r\nhello",
        {"text": "hello\r\n"},
    ),
    "no header": (b"\r\nhello", {"text": "hello\r\n", "subject": "", "from": ""}),
    "no From": (b"Subject: Hi\r\n\r\nhello", {"subject": "Hi", "from": "", "text": "hello\r\n"}),
    "no mail at all": (b"", {"text": "", "subject": ""}),
    "NUL bytes": (b"Subject: a\0b\r\n\r\nhe\0llo", {"subject": "a\0b", "text": "he\0llo\r\n"}),
    "a huge header": (b"X-A: x" + b"\r\n y" * 20_000 + b"\r\n\r\nhello", {"text": ""}),
    "nested multiparts": (
        _MULTIPART % (b"a", b"a")
        + _MULTIPART % (b"b", b"b")
        + b"Content-Type: text/plain\r\n\r\nhello\r\n--b--\r\n--a--",
        {"text": "hello"},
    ),
    "a multipart without a boundary": (
        b"Content-Type: multipart/mixed\r\n\r\n--a\r\n\r\nhello",
        {"text": "--a\r\n\r\nhello\r\n"},
    ),
    "a message in a message": (b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nhello", {}),
    "raw Latin-1": (
        b"Subject: caf\xe9\r\nFrom: \xff <a@b.example>\r\n\r\ncaf\xe9",
        {"subject": "caf\ufffd", "text": "caf\ufffd\r\n"},
    ),
    "addresses that are none": (b'From: "\r\nTo: <<>>, @, group:;\r\n\r\nhello', {"text": "hello\r\n"}),
    "parameters that are none": (
        b"Content-Type: text/plain; charset*=klingon''%FF\r\nDate: 99\r\n\r\nhello",
        {"text": "hello\r\n"},
    ),
}


def _deliver(mail: RunningMail, raw: bytes, sender: bytes = b"a@shop.example") -> None:
    with mail.connect(mail.smtp) as connection, connection.makefile("rb") as replies:
        lines = (b"EHLO shop", b"MAIL FROM:<%s>" % sender, b"RCPT TO:<%s>" % sender, b"DATA")
        for line in lines:
            connection.sendall(line + b"\r\n")
        connection.sendall(raw.replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\nQUIT\r\n")
        assert b"250 2.0.0 OK" in replies.read()


def _shown(mail: RunningMail) -> dict[str, Any]:
    """The one mail of the inbox; each route answers."""
    inbox = f"http://127.0.0.1:{mail.http}"
    (found,) = requests.get(f"{inbox}/inbox", timeout=5).json()["mails"]
    number, recipient = found["number"], found["recipients"][0]
    paths = ("", f"inbox?recipient={recipient}", f"inbox/{number}/raw", f"inbox/{number}/page")
    asked = {path: requests.get(f"{inbox}/{path}", timeout=5).status_code for path in paths}
    assert set(asked.values()) == {200}, asked
    return dict(found)


@pytest.mark.parametrize(("raw", "expected"), ODD.values(), ids=ODD)
def test_it_is_shown_with_what_can_be_read(
    running: RunningMail, raw: bytes, expected: dict[str, str]
) -> None:
    requests.delete(f"http://127.0.0.1:{running.http}/inbox", timeout=5)
    _deliver(running, raw)
    shown = _shown(running)
    assert {name: shown[name] for name in expected} == expected


def test_an_envelope_with_bytes_that_are_no_utf8_is_shown(running: RunningMail) -> None:
    requests.delete(f"http://127.0.0.1:{running.http}/inbox", timeout=5)
    _deliver(running, b"Subject: Hi\r\n\r\nx", sender=b"caf\xe9@shop.example")
    assert _shown(running)["sender"] == "caf?@shop.example"
