"""The attempts to send one mail, with the time moved on from each to the next."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta

from steps.drivers.eventually import eventually
from steps.drivers.notifications import MailProgress
from steps.vocabulary.in_words import in_words
from steps.world.world import World

_TRIED_WITHIN = 10.0  # seconds


def confirmations(world: World, order_number: str) -> list[MailProgress]:
    """The order's confirmation in its present state; none until the order is announced to notifications."""
    queued_mails = world.shop.notifications.queued_mails(world.actors.staff(), order_number)
    return [mail for mail in queued_mails if mail.kind == "confirmation"]


def until_queued(world: World, order_number: str) -> None:
    """Return when notifications knows of the order, and has queued its confirmation. Raises NotInTime."""
    _next(world, order_number, -1)


def until_tried(world: World, order_number: str, times: int) -> list[MailProgress]:
    """The confirmation after each observed attempt, up to this many; the clock is moved to each attempt."""
    seen = [_next(world, order_number, attempts=-1)]
    while seen[-1].attempts < times:
        due, now = seen[-1].next_attempt_at, world.clock.now()
        assert due is not None, f"a next attempt was expected, but the mail has none: {in_words(seen[-1])}"
        world.clock.advance(max(due - now, timedelta(0)))
        seen.append(_next(world, order_number, seen[-1].attempts))
    return [mail for mail in seen if mail.attempts]


def until_tried_for(world: World, order_number: str, duration: timedelta) -> None:
    """Return when so much time has passed and the confirmation was tried after it. Raises NotInTime."""
    over = world.clock.now() + duration
    world.clock.advance(duration)
    eventually(
        lambda: [mail.tried_at for mail in confirmations(world, order_number)],
        until=lambda found: any(each and each >= over for each in found),
        within=_TRIED_WITHIN,
        what=f"the confirmation was tried at {over:%d %B, %H:%M:%S} or later",
    )


def _next(world: World, order_number: str, attempts: int) -> MailProgress:
    """The confirmation once it has more attempts than this; for -1, once there is one."""
    (mail,) = eventually(
        lambda: confirmations(world, order_number),
        until=lambda found: [each.attempts > attempts for each in found] == [True],
        within=_TRIED_WITHIN,
        what=f"the confirmation is there, tried more than {attempts} times",
    )
    return mail


def pauses(queued_mails: Sequence[MailProgress]) -> list[float]:
    """The pauses between successive attempts, in seconds."""
    return [
        (after.tried_at - before.tried_at).total_seconds()
        for before, after in itertools.pairwise(queued_mails)
        if after.attempts == before.attempts + 1 and after.tried_at and before.tried_at
    ]


def came_early(queued_mails: Sequence[MailProgress]) -> list[MailProgress]:
    """The attempts that were made before they were due."""
    return [
        after
        for before, after in itertools.pairwise(queued_mails)
        if after.tried_at and before.next_attempt_at and after.tried_at < before.next_attempt_at
    ]
