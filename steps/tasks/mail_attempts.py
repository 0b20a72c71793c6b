"""The attempts to send one mail, with the time moved on from each to the next."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta

from steps.drivers.eventually import eventually
from steps.drivers.notifications import QueuedMail
from steps.world.world import World

_TRIED_WITHIN = 10.0  # seconds


def confirmations(world: World, order_number: str) -> list[QueuedMail]:
    """The order's confirmation as it stands now; none until notifications has heard of the order."""
    queued_mails = world.shop.notifications.queued_mails(world.actors.staff(), order_number)
    return [post for post in queued_mails if post.kind == "confirmation"]


def until_tried(world: World, order_number: str, times: int) -> list[QueuedMail]:
    """The confirmation after each attempt that was seen, up to this many. The time moves to each in turn."""
    seen = [_next(world, order_number, attempts=-1)]
    while seen[-1].attempts < times:
        due, now = seen[-1].next_attempt_at, world.clock.now()
        assert due is not None, f"the mail is not tried any more: {seen[-1]}"
        world.clock.advance(max(due - now, timedelta(0)))
        seen.append(_next(world, order_number, seen[-1].attempts))
    return [post for post in seen if post.attempts]


def _next(world: World, order_number: str, attempts: int) -> QueuedMail:
    """The confirmation once it was tried more often than that; after -1, once there is one."""
    (post,) = eventually(
        lambda: confirmations(world, order_number),
        until=lambda found: [each.attempts > attempts for each in found] == [True],
        within=_TRIED_WITHIN,
        what=f"the confirmation is there, tried more than {attempts} times",
    )
    return post


def pauses(queued_mails: Sequence[QueuedMail]) -> list[float]:
    """Seconds between every two attempts that followed each other."""
    return [
        (after.tried_at - before.tried_at).total_seconds()
        for before, after in itertools.pairwise(queued_mails)
        if after.attempts == before.attempts + 1 and after.tried_at and before.tried_at
    ]


def came_early(queued_mails: Sequence[QueuedMail]) -> list[QueuedMail]:
    """Attempts made before the time that the one before them had set."""
    return [
        after
        for before, after in itertools.pairwise(queued_mails)
        if after.tried_at and before.next_attempt_at and after.tried_at < before.next_attempt_at
    ]
