"""One episode: sentences of features, drawn from a seed. What is played is what is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from environment.topology.operations import ACTS, STORES

_ROLES = ("the customer", "another customer", "the guest")
_MOMENTS = ("before it leaves", "after its work is done", "after its answer has come")
_PAYING = (
    "{who} pays with a wallet",
    '{who} pays with a card that is declined as "insufficient funds"',
)

Calls = Sequence[tuple[str, str]]  # an arrow and the word for a call on it


def _calls_by(*callers: str) -> Calls:
    return [(edge, act) for edge, acts in ACTS.items() if edge.split(" -> ")[0] in callers for act in acts]


# What a checkout makes happen, and what a cancellation or a refund does: harm elsewhere would strike nobody.
_OF_A_CHECKOUT = (
    *_calls_by("checkout", "payments", "gateway"),
    *((edge, act) for edge, act in _calls_by("orders") if edge == "orders -> notifications"),
)
_OF_WHAT_FOLLOWS = _calls_by("orders", "payments", "gateway")
_TO_CALLS = (
    "is reset",
    "is late",
    "answers 503",
    "is told to slow down",
    "arrives twice",
    "arrives twice at once",
)
_TO_ANSWERS = ("is lost", "is late", "is cut short", "breaks off", "is half a document", "is garbage")
_TO_THE_PATIENT = ("gets no answer",)
# No order can be made: what was done before has to be undone, with whatever gets in the way of that.
_TURNING_BACK = (
    "the gateway refuses the capture",
    "the capture from checkout to payments answers 409",
    "every order from checkout to orders answers 503",
    "the answer to every order from checkout to orders is lost",
    "the answer to every authorization from checkout to payments is lost",
)
_PERSISTENT, _COMPARED, _UNUSUAL, _TURNED_BACK = 0.15, 0.1, 0.3, 0.25  # of one


@dataclass(frozen=True)
class Line:
    """A sentence. `act`: somebody does something; otherwise it says what is so, or will go wrong.

    `prepares`: it comes before anything can go wrong. `who` has to have an order for it, if anybody.
    """

    text: str
    act: bool = False
    who: str = ""
    prepares: bool = False
    kills: bool = False


@dataclass(frozen=True)
class Episode:
    """Everything that happens between two audits. `name` tells the seed and the number."""

    name: str
    lines: tuple[Line, ...]


def episodes(seed: int) -> Iterator[Episode]:
    """One episode after the other, always the same ones for a seed."""
    number = 0
    while True:
        number += 1
        yield drawn(f"seed {seed}, episode {number}", Random(f"{seed}/{number}"))


def drawn(name: str, chance: Random) -> Episode:
    """An episode of one to three buyers, each with something that gets in the way.

    All carts are filled first: what is to go wrong is not meant for them.
    """
    buyers = _ROLES[: chance.choice((1, 1, 1, 2, 2, 3))]
    lines = [line for who in buyers for line in _cart(who, chance)]
    lines += [line for who in buyers for line in _acts(who, chance)]
    if chance.random() < _COMPARED:
        lines.append(Line("payments are reconciled with orders, retrying until it is answered", act=True))
    return Episode(name, tuple(_without_repetition(lines)))


def _cart(who: str, chance: Random) -> Iterator[Line]:
    copies = chance.randint(1, 3)
    yield Line(f"{who}'s cart holds {copies} of the shop's 5 copies of \"Dune\" at $9.50", prepares=True)
    if chance.random() < _UNUSUAL:
        yield Line(chance.choice(_PAYING).format(who=who), prepares=True)


def _acts(who: str, chance: Random) -> Iterator[Line]:
    turned_back = chance.random() < _TURNED_BACK
    if turned_back:
        yield Line(chance.choice(_TURNING_BACK))
    yield from _harm(chance, _OF_A_CHECKOUT)
    how = " once and does not retry" if turned_back else ", retrying until it is answered"
    yield Line(f"{who} checks out{how}", act=True)
    what_follows: Sequence[tuple[str, str]] = (
        (f"{who} cancels the order, retrying until it is answered", who),
        ("the staff refunds $5.00 of the order, retrying until it is answered", _ROLES[0]),
        ("the staff refunds $2.00 of the order, retrying until it is answered", _ROLES[0]),
    )
    for text, orderer in chance.sample(what_follows, k=chance.choice((0, 1, 1, 2))):
        yield from _harm(chance, _OF_WHAT_FOLLOWS)
        yield Line(text, act=True, who=orderer)


def _harm(chance: Random, calls: Calls) -> Iterator[Line]:
    """What gets in the way of the act that comes next, which makes these calls."""
    drawing: Sequence[Callable[[Random, Calls], Line]] = (
        _kill,
        _kill,
        _kill,
        _hurt_call,
        _hurt_answer,
        _hurt_database,
    )
    for draw in chance.sample(drawing, k=chance.choice((0, 1, 1, 2, 3))):
        yield draw(chance, calls)


def _call(chance: Random, calls: Calls, *, singular: bool) -> str:
    edge, act = chance.choice(calls)
    caller, callee = edge.split(" -> ")
    which = "the" if singular or chance.random() > _PERSISTENT else f"the first {chance.randint(2, 3)}"
    return f"{which} {act}{'s' if which != 'the' else ''} from {caller} to {callee}"


def _kill(chance: Random, calls: Calls) -> Line:
    call = _call(chance, calls, singular=True)
    parties = call.split(" from ")[1].split(" to ")
    victim = chance.choice([party for party in parties if party in STORES])
    return Line(f"{victim} is killed at {call}, {chance.choice(_MOMENTS)}", kills=True)


def _hurt_call(chance: Random, calls: Calls) -> Line:
    call = _call(chance, calls, singular=False)
    mishaps = _TO_CALLS if chance.random() < 0.95 else _TO_THE_PATIENT
    return Line(f"{call} {_worded(chance.choice(mishaps), plural=' first ' in call)}")


def _hurt_answer(chance: Random, calls: Calls) -> Line:
    return Line(f"the answer to {_call(chance, calls, singular=False)} {chance.choice(_TO_ANSWERS)}")


def _hurt_database(chance: Random, _: Calls) -> Line:
    service = chance.choice(list(STORES))
    done = f"the commit of {service} is done and not acknowledged"
    cut = f"the connection of {service} to postgres is cut when it stores its work"
    return Line(chance.choice((done, cut)))


def _worded(mishap: str, *, plural: bool) -> str:
    if not plural:
        return mishap
    for one, many in (("is ", "are "), ("gets ", "get "), ("answers ", "answer "), ("arrives ", "arrive ")):
        if mishap.startswith(one):
            return many + mishap.removeprefix(one)
    return mishap


def _without_repetition(lines: list[Line]) -> list[Line]:
    """A fault is known by its sentence: the same sentence twice would be the same fault twice."""
    return list({line.text: line for line in lines}.values())
