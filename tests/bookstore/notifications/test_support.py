"""The reports to support about mails that were not delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from uuid import UUID

import pytest

from bookstore.notifications.message import MailSender, RenderedMail, compose
from bookstore.notifications.model import RETRIED_FOR, DeliveryOutcome, MailKind, MailState, QueuedMail
from bookstore.notifications.support import SupportReports

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
SENDER = MailSender.of("Bookstore <orders@bookstore.example>")
SUPPORT = SupportReports(SENDER, "support@bookstore.example")
TRACE = {"traceparent": f"00-{'a' * 32}-{'b' * 16}-01", "baggage": "scenario=7"}
MESSAGE = compose(
    RenderedMail("en", "Hello", "Hello"),
    sender=SENDER,
    recipient="ada@example.com",
    message_id="<1@bookstore.example>",
    at=NOW,
    trace=TRACE,
)
QUEUED = QueuedMail(UUID(int=9), "BK-7Q2M-4HXW", MailKind.CONFIRMATION, "ada@example.com", MESSAGE, NOW, NOW)
BOUNCED = QUEUED.after(DeliveryOutcome.REFUSED, "the mail server answered 550 no such\r\nmailbox", NOW)


def test_support_is_sent_the_recipient_and_the_reason() -> None:
    report = SUPPORT.report_of(BOUNCED, NOW)
    assert report is not None
    assert (report.kind, report.recipient, report.state) == (
        MailKind.BOUNCE,
        SUPPORT.address,
        MailState.QUEUED,
    )
    message = message_from_bytes(report.message or b"", policy=default)
    assert message["Subject"] == "Undelivered: the confirmation of order BK-7Q2M-4HXW"
    assert message["To"] == "support@bookstore.example"
    assert (message["Traceparent"], message["Baggage"]) == tuple(TRACE.values())
    text = message.get_content()
    assert "To: ada@example.com" in text
    assert "550 no such mailbox" in text


def test_an_address_that_no_mail_can_be_sent_to_is_reported_as_well() -> None:
    report = SUPPORT.report_of(replace(QUEUED, message=None).bounced("no address"), NOW)
    assert report is not None
    assert b"no address" in (report.message or b"")


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.SENT])
def test_mails_that_are_queued_or_sent_are_not_reported_to_support(state: MailState) -> None:
    assert SUPPORT.report_of(replace(QUEUED, state=state), NOW) is None


def test_a_report_that_bounces_is_not_reported_on() -> None:
    assert SUPPORT.report_of(replace(BOUNCED, kind=MailKind.BOUNCE), NOW) is None


def test_after_five_days_a_mail_is_not_retried_any_more() -> None:
    late = NOW + RETRIED_FOR
    assert QUEUED.after(DeliveryOutcome.NOT_NOW, "421", late).state is MailState.BOUNCED
    assert QUEUED.after(DeliveryOutcome.UNKNOWN, "silence", late).state is MailState.UNCONFIRMED
    assert QUEUED.after(DeliveryOutcome.DELIVERED, "250", late).state is MailState.SENT
    assert (
        replace(QUEUED, handovers=1).after(DeliveryOutcome.NOT_NOW, "421", late).state
        is MailState.UNCONFIRMED
    )


def test_until_then_it_is_tried_again() -> None:
    early = NOW + RETRIED_FOR * 0.99
    tried = QUEUED.after(DeliveryOutcome.NOT_NOW, "421", early)
    assert (tried.state, tried.tried_at) == (MailState.QUEUED, early)
