"""No mail blocks the mail server or makes it fail, however it is built."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from threading import Event
from time import process_time
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from environment.doubles.mail.app import InboxRoutes
from environment.doubles.mail.mailbox import MailStore, ReceivedMail
from environment.doubles.mail.pages import list_page, mail_page


def _nested(depth: int) -> bytes:
    heads = (f'Content-Type: multipart/mixed; boundary="b{i}"\r\n\r\n--b{i}\r\n' for i in range(depth))
    return "".join(heads).encode() + b"Content-Type: text/plain\r\n\r\nhi\r\n"


HOSTILE = {
    "multiparts in multiparts": _nested(3000),
    "20 multiparts and 20,000 lines": _nested(20) + b"-\r\n" * 19_000,
    "20,000 parts": b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 20_000,
    "messages in messages": b"Content-Type: message/rfc822\r\n\r\n" * 800 + b"x",
    "brackets in an address": b"To: " + b"(" * 5000 + b"\r\n\r\nx",
    "20,000 empty addresses": b"To: " + b"," * 20_000 + b"\r\n\r\nx",
    "20,000 words": b"To: " + b"a " * 20_000 + b"\r\n\r\nx",
    "20,000 parameters": b"Content-Type: text/plain" + b";" * 20_000 + b"\r\n\r\nx",
    "folded parameters": b"Content-Type: text/plain" + b";\r\n a=b" * 5000 + b"\r\n\r\nx",
    "parameters of a part": _nested(2) + b"--b1\r\ncontent-type: text/plain" + b";" * 20_000 + b"\r\n\r\nx",
    "9,999 quotes": b"From: " + b'"' * 9999 + b"\r\n\r\nx",
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 5000 + b"\r\n\r\nx",
    "an unfinished Message-ID": b"Message-ID: " + b"<" * 99 + b"\r\n\r\nx",
    "10,000 headers": b"X-A: b\r\n" * 10_000 + b"\r\nx",
    "headers at the limit": (b"To: " + b"a@b.example," * 45 + b"\r\n") * 14 + b"\r\nx",
    "words at the limit": (b"To: " + b"a " * 190 + b"\r\n") * 20 + b"\r\nx",
    "an unknown charset": b"Content-Type: text/plain; charset=nonsense\r\n\r\nx",
    "broken base64": b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n====",
    "bytes beyond ASCII in headers": b"Subject: \xff\xfe\r\nTo: \x80\r\n\r\nx",
    "4 MB of text": b"Subject: x\r\n\r\n" + b"line of text\r\n" * 300_000,
    "nothing": b"",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_any_mail_is_shown_in_bounded_time(raw: bytes) -> None:
    mail = MailStore().put(datetime(2026, 1, 31, 10, tzinfo=UTC), "", ("ada@example.com",), raw)
    began = process_time()
    assert mail.to_json()["size"] == len(raw)
    assert "ada@example.com" in list_page([mail])
    assert mail_page(mail)
    assert process_time() - began < 3


def test_a_long_list_of_recipients_is_still_decoded() -> None:
    raw = (
        b"To: " + b", ".join(b"reader%d@example.com" % i for i in range(40)) + b"\r\nSubject: Hi\r\n\r\nx\r\n"
    )
    shown = MailStore().put(datetime(2026, 1, 31, 10, tzinfo=UTC), "", (), raw).to_json()
    assert (shown["subject"], shown["text"]) == ("Hi", "x\r\n")
    assert shown["to"].endswith("reader39@example.com")


class SlowMail(ReceivedMail):
    """A mail whose parsing lasts until `done` is set."""

    done = Event()

    def to_json(self) -> dict[str, Any]:
        assert self.done.wait(5)
        return {"number": self.number}


def test_a_mail_that_is_parsed_slowly_delays_no_other_request() -> None:
    async def scenario() -> tuple[Response, Response]:
        mailbox = MailStore()
        routes = InboxRoutes(mailbox)
        mailbox._mails[1] = SlowMail(1, datetime(2026, 1, 31, 10, tzinfo=UTC), "", (), b"")
        request = Request({"type": "http", "query_string": b"", "headers": []})
        slow = asyncio.create_task(routes.mails(request))
        while not slow.done():
            await asyncio.sleep(0)
            health = await routes.health(request)
            SlowMail.done.set()
        return health, await slow

    health, slow = asyncio.run(scenario())
    assert (health.status_code, bytes(slow.body)) == (200, b'{"mails":[{"number":1}]}')
