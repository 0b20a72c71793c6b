"""Whether the costs of a scenario are the same in each run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.statements import Statement


def is_stable(exchanges: Sequence[Exchange], statements: Iterable[Statement]) -> bool:
    """Whether no fault acted, each call was answered, and people sent one request after the other.

    A fault, and a call without an answer, make callers try again as often as their deadlines allow; requests
    that are sent at the same time are served in either order.
    """
    if any(each.faults for each in exchanges) or any(each.has_faults for each in statements):
        return False
    calls = [each for each in exchanges if each.protocol.startswith("http")]
    if any(each.ended is None or each.answer is None for each in calls):
        return False
    theirs = sorted((each.started, each.ended or 0.0) for each in calls if each.caller in PEOPLE)
    return all(end <= began for (_, end), (began, _) in pairwise(theirs))
