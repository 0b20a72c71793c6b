"""The phrases for faults in features under resilience/: which calls, and what happens to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from environment.topology import (
    Operation,
    Protocol,
    bookstore_topology,
    known_topology,
    operation_meant_by,
    point_meant_by,
)
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.wrong_answers import WRONG_REFUNDS

ITS_WORK = "its work"
"""The word for the statement that stores a service's part of a checkout."""
_SEVERAL_CALLS = (Protocol.SMTP, Protocol.POSTGRES)  # in which one piece of work takes several calls
_LATE = 0.5  # seconds: well within every time limit between services
_BETWEEN_PARTS = 0.4  # seconds: shorter than any wait for the next part, while a whole answer takes minutes
DROPS_WITHOUT_END: Mapping[str, Any] = MappingProxyType({"bytes": 1, "seconds": _BETWEEN_PARTS})
LINES_WITHOUT_END: Mapping[str, Any] = MappingProxyType({"lines": 200, "seconds": _BETWEEN_PARTS})

# A phrase that begins with "the answer" or "the connection" belongs to another sentence.
CALLS_PATTERN = (
    r"(?!the answer |the connections? )(?:(?:the|every)(?: \d+[a-z]+| first \d+)? )?"
    r"[a-z ]+? from [a-z]+ to [a-z]+"
)
CALL_EFFECT_PATTERN = r"(?:is|are|gets?|answers?|arrives?|waits?) .+"
ANSWER_EFFECT_PATTERN = r"(?:is|has|never|comes|waits) .+"

_CALLS = re.compile(
    r"(?:(?P<which>the (?P<nth>\d+)(?:st|nd|rd|th)|the first (?P<first>\d+)|the|every) )?"
    r"(?P<operation>[a-z ]+) from (?P<caller>[a-z]+) to (?P<callee>[a-z]+)"
)


class FaultEffect(NamedTuple):
    """What a fault does to calls: the kind of fault, its parameters, and the phrase of the feature."""

    kind: str
    parameters: Mapping[str, Any] = MappingProxyType({})
    text: str = ""

    @property
    def waits_for_a_sentence(self) -> bool:
        """Whether calls or answers wait until a later sentence lets them go on."""
        return self.kind == "answer delayed" or (self.kind == "barrier" and "calls" not in self.parameters)


_FAILS_AT_ONCE = frozenset(
    {
        "refused",
        "another certificate",
        "reset before",
        "answer lost",
        "truncated",
        "malformed json",
        "garbage bytes",
        "wrong content type",
        "missing field",
        "wrong type",
    }
)

_FOREIGN_DECLINE = {
    "code": 402,
    "body": {
        "error": {
            "type": "card_error",
            "code": "card_declined",
            "decline_code": "stolen_card",
            "message": "Your card was declined.",
            "payment_intent": {"id": "pi_another", "object": "payment_intent", "metadata": {}},
        }
    },
}

# In a phrase, `is/are` stands for either word, and braces for a gap.
_BEFORE_THE_WORK: Mapping[str, FaultEffect] = {
    "is/are reset": FaultEffect("reset before"),
    "gets/get no answer": FaultEffect("no answer"),
    "is/are late": FaultEffect("slow before", {"seconds": _LATE}),
    "is/are told to slow down": FaultEffect("too many requests", {"retry_after": 1}),
    "answers/answer {status}": FaultEffect("status"),
    "gets/get the decline of another payment": FaultEffect("status", _FOREIGN_DECLINE),
    **{
        f"is answered with {said}": FaultEffect("status", {"code": 200, "body": body})
        for said, body in WRONG_REFUNDS.items()
    },
    "arrives/arrive twice": FaultEffect("delivered twice"),
    "arrives/arrive twice at once": FaultEffect("delivered twice", {"at_once": True}),
    "is/are kept back": FaultEffect("barrier"),
    "waits/wait at a barrier until {calls} have come": FaultEffect("barrier"),
}
_AFTER_THE_WORK: Mapping[str, FaultEffect] = {
    "is lost": FaultEffect("answer lost"),
    "never comes": FaultEffect("answer lost", {"how": "silence"}),
    "is late": FaultEffect("slow after", {"seconds": _LATE}),
    "is kept back": FaultEffect("answer delayed"),
    "waits at a barrier until {calls} have come": FaultEffect("barrier", {"after_work": True}),
    "comes in drops": FaultEffect("slow drip", {"bytes": 64, "seconds": 0.02}),
    "comes in drops without end": FaultEffect("slow drip", DROPS_WITHOUT_END),
    "comes in lines without end": FaultEffect("slow lines", LINES_WITHOUT_END),
    "is cut short": FaultEffect("truncated"),
    "is cut off": FaultEffect("truncated", {"how": "reset"}),
    "is half a document": FaultEffect("malformed json"),
    "is garbage": FaultEffect("garbage bytes", {"after_work": True}),
    "is a web page": FaultEffect("wrong content type"),
    "is a {status} although the work is done": FaultEffect("status", {"after_work": True}),
    'has no "{field}"': FaultEffect("missing field"),
    'has a 0 as "{field}"': FaultEffect("wrong type", {"value": 0}),
    'has a wrong "{field}"': FaultEffect("wrong type"),
    "is of another payment": FaultEffect("wrong type", {"field": "id", "value": "pi_another"}),
    "is a refund of another payment": FaultEffect(
        "wrong type", {"field": "payment_intent", "value": "pi_another"}
    ),
    "is the decline of another payment": FaultEffect("status", {**_FOREIGN_DECLINE, "after_work": True}),
    'has a 1 as "{field}"': FaultEffect("wrong type", {"value": 1}),
    "is of another amount": FaultEffect("wrong type", {"field": "amount", "value": 99_999}),
    "is in another currency": FaultEffect("wrong type", {"field": "currency", "value": "isk"}),
    "is that it is still processed": FaultEffect("wrong type", {"field": "status", "value": "processing"}),
}


def _certificate(which: str) -> FaultEffect:
    return FaultEffect("another certificate", {"which": which})


_ON_CONNECTIONS: Mapping[str, FaultEffect] = {
    "refused": FaultEffect("refused"),
    "left unanswered": FaultEffect("connect timeout"),
    "cut": FaultEffect("connection cut"),
    "shown a certificate of another authority": _certificate("another-authority"),
    "shown a certificate of another host": _certificate("another-host"),
    "shown an expired certificate": _certificate("expired"),
    "shown a certificate of tomorrow": _certificate("not-yet-valid"),
    "shown a certificate signed by itself": _certificate("self-signed"),
}

CALLS_FORMS = (
    "the capture from payments to gateway",
    "every call from checkout to inventory",
    "the 2nd call from cart to pricing",
    "the first 3 calls from orders to payments",
)
EDGES = tuple(arrow.replace(" -> ", " to ") for arrow in known_topology().arrows)
CALL_EFFECTS, ANSWER_EFFECTS, CONNECTION_EFFECTS = (
    (*_BEFORE_THE_WORK,),
    (*_AFTER_THE_WORK,),
    (*_ON_CONNECTIONS,),
)
"""How calls, edges and faults are written; in a fault, `is/are` stands for either, and braces for a gap."""


class _Gap(NamedTuple):
    """A gap in a phrase: the parameter of the kind that it fills, the text it takes, its type."""

    parameter: str
    pattern: str
    convert: Callable[[str], Any]


_GAPS = {
    "calls": _Gap("calls", r"\d+", int),
    "status": _Gap("code", r"[45]\d\d", int),
    "field": _Gap("field", r"[a-z_.0-9]+", str),
}


def parse_calls(text: str) -> CallPattern:
    """`the 2nd call from checkout to inventory`, `every capture from payments to gateway`.

    Without a number, "the" means the next call. On SMTP and PostgreSQL a call is named by its operation:
    the next call would be a greeting or a BEGIN. Raises ValueError, which lists what is known.
    """
    found = _CALLS.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} names no calls: write it like 'the 2nd call from cart to pricing'")
    edge = parse_edge(f"{found['caller']} to {found['callee']}")
    operation = _operation(edge, found["operation"])
    nth = int(found["nth"]) if found["nth"] else None
    following = int(found["first"]) if found["first"] else 1 if found["which"] == "the" else None
    if operation is None:
        return CallPattern(edge, nth=nth, next=following, text=text)
    method, path, matching = operation.method, operation.path_pattern, operation.matching
    return CallPattern(edge, method, path, matching, nth=nth, next=following, text=text, word=operation.word)


def fails_for_good(fault: FaultSpec) -> bool:
    """Whether each call that the fault is for fails without a wait, and the fault does not end by itself."""
    endless = fault.calls.nth is None and fault.calls.next is None and fault.seconds is None
    return endless and fault.kind in _FAILS_AT_ONCE and fault.parameters.get("how") != "silence"


def parse_edge(text: str) -> str:
    """`checkout to inventory` as the name of an edge; ValueError lists the edges."""
    return point_meant_by(text.replace(" to ", " -> ")).arrow


def next_call(edge: str) -> CallPattern:
    """The next call on an edge; on SMTP the next handover, since a mail takes several commands."""
    point = point_meant_by(edge)
    if point.protocol is not Protocol.SMTP:
        return CallPattern(edge, next=1)
    handover = next(each for each in point.operations if each.changes)
    return CallPattern(edge, matching=handover.matching, next=1, word=handover.word)


def _operation(edge: str, word: str) -> Operation | None:
    """The operation of a word, in the singular or the plural; None for "call", which is any operation."""
    point = point_meant_by(edge)
    is_any = word in ("call", "calls")
    if is_any and point.protocol not in _SEVERAL_CALLS:
        return None
    words = known_topology().point(edge).words
    singular = word if word in words else word.removesuffix("s")
    if is_any or singular not in words:
        known = words if point.protocol in _SEVERAL_CALLS else ("call", *words)
        raise ValueError(f"{edge!r} has no {word!r}; there are: {', '.join(known)}")
    return operation_meant_by(edge, singular)


def effect_on_calls(text: str) -> FaultEffect:
    """`is reset`, `are told to slow down`: before the callee works; ValueError lists the phrases."""
    return _effect(text, _BEFORE_THE_WORK)


def effect_on_answers(text: str) -> FaultEffect:
    """`is lost`, `has no "status"`: after the callee has worked; ValueError lists the phrases."""
    return _effect(text, _AFTER_THE_WORK)


def effect_on_connections(text: str) -> FaultEffect:
    """`refused`, `cut`: all connections of an edge; ValueError lists the phrases."""
    return _effect(text, _ON_CONNECTIONS)


def _effect(text: str, table: Mapping[str, FaultEffect]) -> FaultEffect:
    for phrase, effect in table.items():
        if found := re.fullmatch(_pattern(phrase), text):
            filled = {
                _GAPS[name].parameter: _GAPS[name].convert(value) for name, value in found.groupdict().items()
            }
            return FaultEffect(effect.kind, {**effect.parameters, **filled}, text)
    raise ValueError(f"no fault is called {text!r}; there are: {', '.join(table)}")


def _pattern(phrase: str) -> str:
    pattern = re.sub(r"(\w+)/(\w+)", r"(?:\1|\2)", phrase)
    return re.sub(r"\{(\w+)\}", lambda gap: f"(?P<{gap[1]}>{_GAPS[gap[1]].pattern})", pattern)


def service_with_database(service: str) -> str:
    """The service, if it has a database of its own; ValueError lists those services."""
    return bookstore_topology().database_of(service).caller


def statement_of(service: str) -> str:
    """The statement that stores the service's part of a checkout, as a regular expression."""
    arrow = bookstore_topology().database_of(service).arrow
    return str(operation_meant_by(arrow, ITS_WORK).matching)
