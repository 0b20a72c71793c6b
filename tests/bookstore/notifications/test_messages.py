"""The message that SMTP carries."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from bookstore.notifications import as_html, as_text
from bookstore.notifications.errors import UnmailableAddress
from bookstore.notifications.mail_content import MailAddress, MailContent, MailRow
from bookstore.notifications.message import (
    MailSender,
    RenderedMail,
    compose,
    copy_of,
    envelope_address,
    trace_of,
)
from bookstore.notifications.model import MailKind
from bookstore.platform.settings import SettingsError

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
LATER = datetime(2026, 2, 1, 10, tzinfo=UTC)
SENDER = MailSender.of("Bookstore <orders@bookstore.example>")
ROW = MailRow("吾輩は猫である", "¥500")
CONTENT = MailContent(
    language="ja-JP",
    subject="ご注文 BK-7Q2M-4HXW を承りました",
    headline="ご注文ありがとうございます",
    greeting="愛 様",
    opening="以下の商品を準備しております。",
    facts=(ROW,),
    lines=(ROW,),
    sums=(ROW,),
    grand_total=ROW,
    money=(ROW,),
    addresses=(MailAddress("お届け先", ("愛",)),),
    closing="。",
)
TRACE = {"traceparent": f"00-{'a' * 32}-{'b' * 16}-01", "baggage": f"scenario={'x' * 300},run=7"}


RENDERED = RenderedMail(CONTENT.language, CONTENT.subject, as_text.render(CONTENT), as_html.render(CONTENT))


def _raw(recipient: str = "ada@example.com", trace: dict[str, str] | None = None) -> bytes:
    message_id = SENDER.message_id("BK-7Q2M-4HXW", MailKind.CONFIRMATION)
    found = TRACE if trace is None else trace
    return compose(RENDERED, sender=SENDER, recipient=recipient, message_id=message_id, at=NOW, trace=found)


def _parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=default)


def test_a_mail_has_a_text_and_an_html_part() -> None:
    message = _parsed(_raw())
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    for part in message.iter_parts():
        assert "吾輩は猫である" in part.get_content()


def test_the_headers_name_sender_recipient_subject_and_date() -> None:
    message = _parsed(_raw())
    assert message["From"] == "Bookstore <orders@bookstore.example>"
    assert message["To"] == "ada@example.com"
    assert message["Subject"] == CONTENT.subject
    assert message["Date"] == "Sat, 31 Jan 2026 10:00:00 +0000"
    assert message["Message-ID"] == "<BK-7Q2M-4HXW.confirmation@bookstore.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "ja-JP"


def test_the_same_mail_is_always_the_same_bytes() -> None:
    assert _raw() == _raw()


def test_the_mails_of_an_order_have_different_ids() -> None:
    assert len({SENDER.message_id("BK-7Q2M-4HXW", kind) for kind in MailKind}) == len(MailKind)


def test_long_correlation_headers_stay_readable_on_one_line() -> None:
    head = _raw().split(b"\r\n\r\n")[0].split(b"\r\n")
    assert f"Baggage: {TRACE['baggage']}".encode() in head
    assert f"Traceparent: {TRACE['traceparent']}".encode() in head


@pytest.mark.parametrize("value", ["a=1\r\nBcc: eve@example.com", "a=ü", "a=\x00", "x" * 901])
def test_correlation_that_no_header_can_hold_is_left_out(value: str) -> None:
    message = _parsed(_raw(trace={"baggage": value}))
    assert message["Baggage"] is None
    assert message["Bcc"] is None


def test_every_line_ends_as_smtp_wants_it_and_is_short_enough() -> None:
    raw = _raw()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        ("o'brien+books@example.com", "o'brien+books@example.com"),
        ('"john..doe"@example.com', '"john..doe"@example.com'),
        ("a@[192.0.2.1]", "a@[192.0.2.1]"),
        ("leser@bücher.example", "leser@xn--bcher-kva.example"),
        ("käthe@example.com", "käthe@example.com"),
    ],
)
def test_odd_addresses_are_reached(recipient: str, expected: str) -> None:
    assert envelope_address(recipient) == expected
    assert f"\r\nTo: {expected}\r\n".encode() in _raw(expected)


@pytest.mark.parametrize(
    "recipient",
    [
        "ada", "ada@", "@example.com", "a@b@example.com", "a..b@example.com", "a@ex..com", "a,b@example.com",
        "<a>@example.com", "a@b.com\r\nBcc: eve@example.com", "a\r\nRCPT TO:<eve@example.com>@b.com",
        "a@bü..example", "ü\r\n@example.com", "ü>@example.com",
    ],
)  # fmt: skip
def test_nothing_else_is_an_address(recipient: str) -> None:
    with pytest.raises(UnmailableAddress):
        envelope_address(recipient)


@pytest.mark.parametrize("setting", ["", "Bookstore", "Bookstore <orders@bookstore.example>\r\nBcc: x@y.z"])
def test_a_sender_that_cannot_be_used_is_refused_at_the_start(setting: str) -> None:
    with pytest.raises(SettingsError):
        MailSender.of(setting)


def test_a_copy_is_a_mail_of_its_own_with_the_same_content() -> None:
    new_id = SENDER.message_id("BK-7Q2M-4HXW", MailKind.CONFIRMATION, "1b4e28ba-2fa1-11d2-883f-0016d3cca427")
    first, copy = _parsed(_raw()), _parsed(copy_of(_raw(), message_id=new_id, at=LATER))
    assert copy["Message-ID"] == "<BK-7Q2M-4HXW.confirmation.1b4e28ba@bookstore.example>"
    assert copy["Date"] == "Sun, 01 Feb 2026 10:00:00 +0000"
    changed = ("Message-ID", "Date")
    assert [it for it in copy.items() if it[0] not in changed] == [
        it for it in first.items() if it[0] not in changed
    ]
    assert [part.get_content() for part in copy.iter_parts()] == [
        part.get_content() for part in first.iter_parts()
    ]


def test_a_message_carries_the_trace_it_was_made_in() -> None:
    assert trace_of(_raw()) == TRACE
    assert trace_of(_raw(trace={})) == {}
