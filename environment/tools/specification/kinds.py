"""The kind of an example, by the words of its steps: the first kind with a matching pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum


class ExampleKind(StrEnum):
    """The kinds in the order of the page's table."""

    SUCCESS = "success"
    REFUSAL = "refusal"
    FAULT = "fault"
    RACE = "race"
    CRASH = "crash"


# In this order: a scenario with a service that is down and two simultaneous customers is one of a crash.
_WORDS: tuple[tuple[ExampleKind, tuple[str, ...]], ...] = (
    (
        ExampleKind.CRASH,
        (
            r"\b(is|are|was) down\b",
            r"\b(been|is|are) (restarted|stopped|paused)\b",
            r"(service|server) comes back",
            r"\b(is|are|was|gets) killed\b",
        ),
    ),
    (
        ExampleKind.RACE,
        (
            r"at the same moment",
            r"double click",
            r"\bat once\b",
            r"\bbarrier\b",
            r"\bwhile (the|another)\b",
            r"\btwo tabs\b",
            r"at the moment the",
            r"before the gateway (has )?confirmed|before the order is made|with a double click",
        ),
    ),
    (
        ExampleKind.FAULT,
        (
            r"\b(gets?|is|are|was) (lost|reset|cut|late|slow|kept back|garbage|left unanswered)\b",
            r"\b(gets?|get) no answer\b|does not answer|never comes|cannot be reached|answer no request",
            r"\bis slow\b|takes \d+ seconds|comes in drops|cut short|half a document|web page",
            r"slow down|rejects every request|answers? [45]\d\d|is a [45]\d\d|has no \"|has a wrong \"",
            r"not acknowledged|acknowledgement|first commit|arrives? twice|closes the connection",
            r"fails \d+ times|has failed so often|replays an error|withholds its webhooks|only after",
            r"defers the mail|over its quota|for one mail|rejects the (mailbox|shop's key)|retrying until",
        ),
    ),
    (
        ExampleKind.REFUSAL,
        (
            r"\b(is|are|has been|have been) told\b|\b(is|are) asked to (sign in|try)",
            r"\brefuses?\b|\brefused\b|\bdeclines?\b|\bdeclined\b|rejects the webhook",
            r"has no order|has not been charged|gets no mail|not been asked|been released",
        ),
    ),
)
_PATTERNS = tuple((kind, re.compile("|".join(words))) for kind, words in _WORDS)

HOW = (
    "A scenario counts as one of a <b>crash</b> when a part of the bookstore is down, killed or restarted in "
    "it; else of a <b>race</b> when things happen at the same moment; else of a <b>fault</b> when a request, "
    "an answer or a connection goes wrong; else of a <b>refusal</b> when a request is refused, or no money "
    "is charged; else of a <b>success</b>. The words of its steps decide; each row of examples counts."
)


def kind_of(steps: Iterable[str]) -> ExampleKind:
    """The kind of a scenario with these steps."""
    text = "\n".join(steps)
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), ExampleKind.SUCCESS)
