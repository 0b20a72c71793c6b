"""Whether the costs of a scenario are the same in each run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.statements import Statement

_FAILED = 500
_LATER = frozenset({408, 425, 429})


def is_stable(exchanges: Sequence[Exchange], statements: Iterable[Statement]) -> bool:
    """Whether no fault acted, each call was served, and people sent one request after the other.

    A fault, a call without an answer, and an answer that asks a service to come later make callers try again
    as often as their deadlines allow; requests that are sent at the same time are served in either order.
    """
    if any(each.faults for each in exchanges) or any(each.has_faults for each in statements):
        return False
    if any(each.protocol == "smtp" and each.outcome.startswith("4") for each in exchanges):
        return False
    calls = [each for each in exchanges if each.protocol.startswith("http")]
    if any(each.ended is None or each.answer is None or _is_repeated(each) for each in calls):
        return False
    theirs = sorted((each.started, each.ended or 0.0) for each in calls if each.caller in PEOPLE)
    return all(end <= began for (_, end), (began, _) in pairwise(theirs))


def _is_repeated(call: Exchange) -> bool:
    """Whether the answer makes the caller, a service, send the request again."""
    status = call.answer.status if call.answer else None
    later = status is not None and (status >= _FAILED or status in _LATER)
    return later and call.caller not in PEOPLE
