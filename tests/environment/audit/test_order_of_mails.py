"""The first mail about an order confirms it; where another came first, the audit names the arrow."""

from environment.audit.invariants.mails import confirmations_come_first

from .consistent_snapshot import CONSISTENT, changed, snapshot_with

_FIRST, *_OF_CANCELED = CONSISTENT.mails
_EARLY = (_FIRST, *reversed(_OF_CANCELED))
_STORED = CONSISTENT.outgoing_mails


def test_a_mail_that_was_announced_too_early_is_wrong_on_the_way_to_notifications() -> None:
    stored = (_STORED[0], *reversed(_STORED[1:]))
    (breach,) = confirmations_come_first(snapshot_with(mails=_EARLY, outgoing_mails=stored))
    assert breach.arrow == "orders -> notifications"


def test_a_mail_that_was_announced_in_time_is_wrong_on_the_way_to_the_mail_server() -> None:
    (breach,) = confirmations_come_first(snapshot_with(mails=_EARLY))
    assert breach.arrow == "notifications -> mail"


def test_a_copy_of_a_confirmation_that_was_lost_may_come_later() -> None:
    stored = changed(_STORED, 1, state="bounced")
    assert not [*confirmations_come_first(snapshot_with(mails=_EARLY, outgoing_mails=stored))]
