"""What a scenario may do to the arrows: which calls it means, and what happens to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from environment.topology.operations import ACTS, ARROWS, STORES

_LATE = 0.5  # seconds: well within every time limit between services

# What begins with "the answer" or "the connection" is another sentence.
CALLS = (
    r"(?!the answer |the connections? )(?:(?:the|every)(?: \d+[a-z]+| first \d+)? )?"
    r"[a-z ]+? from [a-z]+ to [a-z]+"
)
_CALLS = re.compile(
    r"(?:(?P<which>the (?P<nth>\d+)(?:st|nd|rd|th)|the first (?P<first>\d+)|the|every) )?"
    r"(?P<act>[a-z ]+) from (?P<caller>[a-z]+) to (?P<callee>[a-z]+)"
)


@dataclass(frozen=True)
class Calls:
    """Calls of one arrow: all of them, unless narrowed to an act, the nth of them, or the next so many.

    `matching` is a regular expression searched in what is called, where it is not HTTP.
    """

    arrow: str
    method: str | None = None
    path: str | None = None
    nth: int | None = None
    next: int | None = None
    said: str = ""
    matching: str | None = None

    @classmethod
    def parse(cls, text: str) -> Calls:
        """`the 2nd call from checkout to inventory`, `every capture from payments to gateway`.

        Without a number "the" means the next one. ValueError lists what is known.
        """
        found = _CALLS.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} names no calls: write it like 'the 2nd call from cart to pricing'")
        edge = arrow(f"{found['caller']} to {found['callee']}")
        method, path = _narrowed(edge, found["act"])
        nth = int(found["nth"]) if found["nth"] else None
        following = int(found["first"]) if found["first"] else 1 if found["which"] == "the" else None
        return cls(edge, method, path, nth, following, text)


@dataclass(frozen=True)
class Mishap:
    """What happens to calls: a kind of fault, with its parameters."""

    kind: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""


@dataclass(frozen=True)
class Blow:
    """A fault that was put on an arrow by this name, and the calls it means."""

    name: str
    calls: Calls


class Faults(Protocol):
    """The faults of a scenario. Each has a name, which tells in reports what was done."""

    def put(self, name: str, calls: Calls, mishap: Mishap) -> None:
        """From now on this happens to these calls."""
        ...

    def heal(self, name: str) -> None:
        """End a fault; what it holds goes on."""
        ...

    def release(self, name: str) -> None:
        """Let everything go that the fault holds, and hold no more."""
        ...

    def wait_until_held(self, name: str, calls: int) -> None:
        """Return when the fault holds so many calls; fails with the calls that passed where it does not."""
        ...

    def calls(self, arrow: str) -> int:
        """How many calls have crossed an arrow in this scenario up to now."""
        ...

    def was_delivered(self, name: str) -> bool:
        """Whether the callee was sent a call that the fault struck; waits until the call is over."""
        ...


def arrow(text: str) -> str:
    """`checkout to inventory`, as the stack calls it; ValueError lists the arrows that are known."""
    name = text.replace(" to ", " -> ")
    _known("arrow", name, ARROWS)
    return name


def _narrowed(edge: str, act: str) -> tuple[str | None, str | None]:
    if act in ("call", "calls"):
        return None, None
    acts = ACTS.get(edge, {})
    named = {**acts, **{f"{name}s": each for name, each in acts.items()}}
    found = named.get(act)
    if found is None:
        raise ValueError(f"{edge!r} has no {act!r}; there are: {', '.join(['call', *acts])}")
    return found.method, found.path


def _known(what: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise ValueError(f"there is no {what} {name!r}; there are: {', '.join(sorted(known))}")


_Made = Callable[[str], Mishap]


def _always(kind: str, **parameters: Any) -> _Made:
    return lambda _: Mishap(kind, parameters)


# `is/are` stands for either word, what is in braces for a number of calls, an HTTP status, or a JSON field.
_GAPS = {"{calls}": r"(\d+)", "{status}": r"([45]\d\d)", "{field}": r"([a-z_.0-9]+)"}

# To a call, before its work is done.
_TO_CALLS: Mapping[str, _Made] = {
    "is/are reset": _always("reset before"),
    "gets/get no answer": _always("no answer"),
    "is/are late": _always("slow before", seconds=_LATE),
    "is/are told to slow down": _always("too many requests", retry_after=1),
    "answers/answer {status}": lambda status: Mishap("status", {"code": int(status)}),
    "arrives/arrive twice": _always("delivered twice"),
    "arrives/arrive twice at once": _always("delivered twice", at_once=True),
    "is/are kept back": _always("barrier"),
    "waits/wait at a barrier until {calls} have come": lambda calls: Mishap("barrier", {"calls": int(calls)}),
}

# To the answer of a call, after its work was done.
_TO_ANSWERS: Mapping[str, _Made] = {
    "is lost": _always("answer lost"),
    "never comes": _always("answer lost", how="silence"),
    "is late": _always("slow after", seconds=_LATE),
    "is kept back": _always("answer delayed"),
    "waits at a barrier until {calls} have come": lambda calls: Mishap(
        "barrier", {"calls": int(calls), "after_work": True}
    ),
    "comes in drops": _always("slow drip", bytes=64, seconds=0.02),
    "is cut short": _always("truncated"),
    "breaks off": _always("reset mid answer"),
    "is half a document": _always("malformed json"),
    "is garbage": _always("garbage bytes", after_work=True),
    "is a web page": _always("wrong content type"),
    "is a {status} all the same": lambda code: Mishap("status", {"code": int(code), "after_work": True}),
    'has no "{field}"': lambda field: Mishap("missing field", {"field": field}),
    'has a 0 as "{field}"': lambda field: Mishap("wrong type", {"field": field, "value": 0}),
    'has a wrong "{field}"': lambda field: Mishap("wrong type", {"field": field}),
}

# To all connections of an arrow.
_TO_CONNECTIONS: Mapping[str, str] = {
    "refused": "refused",
    "left unanswered": "connect timeout",
    "cut": "connection cut",
}

MISHAP = r"(?:is|are|gets?|answers?|arrives?|waits?) .+"
ANSWER_MISHAP = r"(?:is|has|never|comes|breaks|waits) .+"


def to_calls(text: str) -> Mishap:
    """`is reset`, `are told to slow down`: before the work; ValueError lists what is known."""
    return _mishap(text, _TO_CALLS)


def to_answers(text: str) -> Mishap:
    """`is lost`, `has no "status"`: after the work; ValueError lists what is known."""
    return _mishap(text, _TO_ANSWERS)


def to_connections(text: str) -> Mishap:
    """`refused`, `cut`: all of them; ValueError lists what is known."""
    _known("mishap of connections", text, _TO_CONNECTIONS)
    return Mishap(_TO_CONNECTIONS[text], said=text)


def _mishap(text: str, table: Mapping[str, _Made]) -> Mishap:
    for phrase, made in table.items():
        if found := re.fullmatch(_pattern(phrase), text):
            return replace(made("".join(found.groups())), said=text)
    raise ValueError(f"nothing is known that {text!r} would be; there are: {', '.join(table)}")


def _pattern(phrase: str) -> str:
    pattern = re.sub(r"(\w+)/(\w+)", r"(?:\1|\2)", phrase)
    for gap, shape in _GAPS.items():
        pattern = pattern.replace(gap, shape)
    return pattern


def database(service: str) -> str:
    """A service with a database of its own; ValueError lists them."""
    _known("service with a database", service, STORES)
    return service


def statement_of(service: str) -> str:
    """The statement that stores the service's part of a checkout, as a regular expression."""
    return STORES[service]
