"""The effect of an attempt to send a mail, and how often one mail may be handed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bookstore.notifications.model import MOST_HANDOVERS, DeliveryOutcome, MailKind, MailState, QueuedMail

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
QUEUED = QueuedMail(UUID(int=1), "BK-7Q2M-4HXW", MailKind.CONFIRMATION, "ada@example.com", b"...", NOW, NOW)


def test_an_accepted_mail_is_sent() -> None:
    sent = QUEUED.after(DeliveryOutcome.DELIVERED, "250", NOW)
    assert (sent.state, sent.sent_at, sent.next_attempt_at) == (MailState.SENT, NOW, None)


def test_a_mail_that_was_refused_for_good_bounces() -> None:
    bounced = QUEUED.after(DeliveryOutcome.REFUSED, "550 no such mailbox", NOW)
    assert (bounced.state, bounced.last_error) == (MailState.BOUNCED, "550 no such mailbox")


def test_a_mail_that_was_refused_for_now_stays_queued() -> None:
    assert QUEUED.after(DeliveryOutcome.NOT_NOW, "451", NOW).state is MailState.QUEUED


def test_the_pause_doubles_from_a_fifth_of_a_second_to_five_minutes() -> None:
    mail, pauses = QUEUED, []
    for _ in range(14):
        mail = mail.after(DeliveryOutcome.NOT_NOW, "451", NOW)
        assert mail.next_attempt_at is not None
        pauses.append((mail.next_attempt_at - NOW) / timedelta(seconds=1))
    assert pauses[:4] == [0.2, 0.4, 0.8, 1.6]
    assert pauses[-1] == 300.0


def test_a_mail_server_that_is_down_for_days_loses_no_mail() -> None:
    mail = QUEUED
    for _ in range(2000):
        mail = mail.after(DeliveryOutcome.NOT_NOW, "connection refused", NOW)
    assert mail.state is MailState.QUEUED


def test_a_lost_answer_allows_one_duplicate() -> None:
    once = QUEUED.after(DeliveryOutcome.UNKNOWN, "connection lost", NOW)
    assert (once.state, once.handovers, once.exhausted) == (MailState.QUEUED, 1, False)
    assert once.after(DeliveryOutcome.DELIVERED, "250", NOW).state is MailState.SENT


def test_a_second_lost_answer_ends_the_attempts() -> None:
    twice = QUEUED.after(DeliveryOutcome.UNKNOWN, "lost", NOW).after(DeliveryOutcome.UNKNOWN, "lost", NOW)
    assert (twice.state, twice.next_attempt_at) == (MailState.UNCONFIRMED, None)


def test_answered_refusals_do_not_use_up_the_handovers() -> None:
    mail = QUEUED.after(DeliveryOutcome.UNKNOWN, "lost", NOW)
    for _ in range(10):
        mail = mail.after(DeliveryOutcome.NOT_NOW, "452 mailbox full", NOW)
    assert (mail.state, mail.handovers) == (MailState.QUEUED, 1)


def test_a_mail_whose_sender_died_during_its_last_handover_is_recognized() -> None:
    assert replace(QUEUED, handovers=MOST_HANDOVERS).exhausted


@pytest.mark.parametrize("state", [MailState.SENT, MailState.BOUNCED, MailState.UNCONFIRMED])
def test_a_finished_mail_is_never_sent_again(state: MailState) -> None:
    with pytest.raises(KeyError):
        replace(QUEUED, state=state).after(DeliveryOutcome.DELIVERED, "250", NOW)
