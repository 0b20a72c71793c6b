"""Retries of a request that brought no answer, under the same idempotency key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import requests

from steps.drivers.api import Refused, ServerFailed
from steps.drivers.eventually import eventually
from steps.vocabulary.in_words import in_words
from steps.world.attempt import Attempt

T = TypeVar("T")
_NO_ANSWER = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    ServerFailed,  # an unhandled error decides nothing; in our own services the audit finds it in the logs
)
UNDECIDED = ("try-again", "idempotency-key-in-flight")
"""The refusals that say to try again."""
_WITHIN = 10.0  # seconds


def retry_until_answered(act: Callable[[], Attempt[T]], within: float = _WITHIN) -> Attempt[T]:
    """Repeat the act until it has an outcome: an answer, or a refusal that is final.

    Raises NotInTime, with what was seen instead, after so many seconds. A shop that is one program takes
    longer to come back than a service of ours: `Shop.answers_within` says it.
    """
    outcomes: list[Attempt[T]] = []

    def seen() -> str:
        try:
            outcomes.append(act())
        except _NO_ANSWER as trouble:
            return f"no answer ({type(trouble).__name__})"
        return _what_came(outcomes[-1])

    eventually(seen, until=lambda what: what == "an outcome", within=within, what="the act is answered")
    return outcomes[-1]


def expect_no_answer(act: Callable[[], object]) -> None:
    """Do the act, which must bring no answer. Raises AssertionError where one comes."""
    try:
        came = act()
    except _NO_ANSWER:
        return
    raise AssertionError(f"no answer was expected, but one came: {in_words(came)}")


def retried(what: str, doing: Callable[[], T], within: float = _WITHIN) -> Attempt[T]:
    """The same for a function whose outcome is not kept elsewhere; `what` names it in messages."""
    return retry_until_answered(lambda: Attempt.at(what, doing), within)


def is_undecided(attempt: Attempt[T]) -> bool:
    """Whether the reply was to try again later."""
    return isinstance(attempt.outcome, Refused) and attempt.outcome.slug in UNDECIDED


def without_retry(act: Callable[[], object]) -> None:
    """Do the act once. A missing answer and a request to try again are ignored.

    Raises Refused where the act was refused finally.
    """
    try:
        act()
    except _NO_ANSWER:
        return
    except Refused as refused:
        if refused.slug not in UNDECIDED:
            raise


def _what_came(attempt: Attempt[T]) -> str:
    return str(attempt.outcome) if is_undecided(attempt) else "an outcome"
