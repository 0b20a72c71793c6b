"""The ways in which a call can be hurt once: the columns of the matrix, by the words of its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from environment.topology.operations import ACTS, STORES
from steps.vocabulary.faults import Calls, Mishap

IMPATIENT = 1.0  # seconds until a person gives up who hears nothing
_LATE = 0.3  # seconds: well within every time limit between services
_PEOPLE = ("customer", "staff")
_POSTGRES = "postgres"
_WORK, _HANDOVER = "its work", "handover"


@dataclass(frozen=True)
class Strike:
    """A kind of fault with its parameters. `keeps`: the caller hears nothing until it gives up.

    `whole_arrow`: it cannot be narrowed to a call. `needs` is the parameter that the arrow gives.
    """

    name: str
    kind: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    keeps: bool = False
    whole_arrow: bool = False
    needs: str = ""

    def mishap(self, needed: str) -> Mishap:
        """What happens; `needed` is the value of the parameter that the arrow gives."""
        given = {self.needs: needed} if self.needs else {}
        return Mishap(self.kind, {**self.parameters, **given}, self.name)


def _strikes(*strikes: Strike) -> Mapping[str, Strike]:
    return {strike.name: strike for strike in strikes}


# In the order of the heat map: what is spoken everywhere, then HTTP, PostgreSQL and SMTP.
STRIKES = _strikes(
    Strike("refused", "refused", whole_arrow=True),
    Strike("connect timeout", "connect timeout", whole_arrow=True),
    Strike("connection cut", "connection cut", whole_arrow=True),
    Strike("reset before", "reset before"),
    Strike("no answer", "no answer", keeps=True),
    Strike("slow before", "slow before", {"seconds": _LATE}),
    Strike("slow after", "slow after", {"seconds": _LATE}),
    Strike("answer delayed", "answer delayed", keeps=True),
    Strike("answer lost", "answer lost"),
    Strike("answer lost, closed", "answer lost", {"how": "closed"}),
    Strike("answer lost, silence", "answer lost", {"how": "silence"}, keeps=True),
    Strike("barrier, before", "barrier", keeps=True),
    Strike("barrier, after", "barrier", {"after_work": True}, keeps=True),
    Strike("stop point", "stop point", {"at": "after the work"}, keeps=True),
    Strike("too many requests", "too many requests", {"retry_after": 1}),
    Strike("status, before", "status", {"code": 503}),
    Strike("status, after", "status", {"code": 503, "after_work": True}),
    Strike("garbage bytes, before", "garbage bytes"),
    Strike("garbage bytes, after", "garbage bytes", {"after_work": True}),
    Strike("malformed json, before", "malformed json", {"after_work": False}),
    Strike("malformed json, after", "malformed json"),
    Strike("missing field", "missing field", needs="field"),
    Strike("wrong type", "wrong type", needs="field"),
    Strike("wrong content type", "wrong content type"),
    Strike("truncated", "truncated"),
    Strike("reset mid answer", "reset mid answer"),
    Strike("slow drip", "slow drip"),
    Strike("delivered twice", "delivered twice"),
    Strike("delivered twice, at once", "delivered twice", {"at_once": True}),
    Strike("cut at statement", "cut at statement", needs="statement"),
    Strike("commit lost", "commit lost"),
    Strike("commit lost after", "commit lost after", needs="statement"),
    Strike("commit held", "commit held", {"at": "after"}, keeps=True, needs="statement"),
    Strike("service unavailable", "service unavailable"),
    Strike("greylisted", "greylisted"),
    Strike("over quota", "over quota"),
    Strike("mailbox unavailable", "mailbox unavailable"),
    Strike("reset at data", "reset at data"),
    Strike("acceptance lost", "acceptance lost"),
)
_OF_THE_KIND_ALONE = (
    "cut at statement",
    "commit lost",
    "commit lost after",
    "commit held",
    *list(STRIKES)[-6:],
)


def strike(name: str) -> Strike:
    """The strike of this name; ValueError lists them."""
    if name not in STRIKES:
        raise ValueError(f"there is no way to hurt a call called {name!r}; there are: {', '.join(STRIKES)}")
    return STRIKES[name]


def struck_calls(arrow: str, call: str, by: Strike) -> Calls:
    """The next call of this arrow that does `call`, or all of the arrow; ValueError lists what is known.

    Such a kind as a lost COMMIT knows by itself which call it takes.
    """
    said = f"{call} on {arrow}"
    if by.whole_arrow:
        return Calls(arrow, said=said)
    if by.name in _OF_THE_KIND_ALONE:
        return Calls(arrow, next=1, said=said)
    if arrow.endswith(_POSTGRES) and call == _WORK:
        return Calls(arrow, next=1, matching=STORES[arrow.split(maxsplit=1)[0]], said=said)
    if call == _HANDOVER:
        return Calls(arrow, next=1, matching="^END OF DATA", said=said)
    if call not in ACTS.get(arrow, {}):
        raise ValueError(f"{arrow!r} has no {call!r}; there are: {', '.join(ACTS.get(arrow, {}))}")
    act = ACTS[arrow][call]
    return Calls(arrow, act.method, act.path, next=1, said=said)


def needed(arrow: str, by: Strike, answer_field: str) -> str:
    """What the arrow gives to a strike that needs something: a statement, or a field of the answer."""
    return STORES[arrow.split(maxsplit=1)[0]] if by.needs == "statement" else answer_field


def is_asked_by_a_person(arrow: str) -> bool:
    """Whether somebody waits there who loses patience."""
    return arrow.startswith(_PEOPLE)
