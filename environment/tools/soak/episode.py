"""One episode: sentences of features that a seed determines; they can be printed as a scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from environment.topology import topology

_ROLES = ("the customer", "another customer", "the guest")
_POINTS = ("before it leaves", "after its work is done", "after its answer has come")
_PAYMENTS = (
    "{who} pays with a wallet",
    '{who} pays with a card that is declined as "insufficient funds"',
)

Calls = Sequence[tuple[str, str]]  # an arrow and the word for a call on it


# These calls are made only after rare events, so a fault on them would hardly ever trigger.
_RARE = frozenset(
    {
        ("checkout -> inventory", "restock"),
        ("checkout -> payments", "look"),
        ("orders -> inventory", "look"),
        ("orders -> pricing", "release"),
        ("payments -> orders", "flag"),
        ("payments -> orders", "cancellation"),
        ("payments -> orders", "paid orders"),
        ("payments -> gateway", "look at a refund"),
    }
)


def _calls_by(*callers: str) -> Calls:
    calls = [
        (point.arrow, word)
        for point in topology().points.values()
        if point.caller in callers and not topology().is_database(point)
        for word in point.words
    ]
    return [call for call in calls if call not in _RARE]


# The calls of a checkout, and those of a cancellation or a refund: a fault on another call would not trigger.
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
_TO_ANSWERS = ("is lost", "is late", "is cut short", "is cut off", "is half a document", "is garbage")
_TO_CALLS_WITH_A_TIMEOUT = ("gets no answer",)
# With these no order can be created: the steps before it are compensated, with further faults on the way.
_COMPENSATING = (
    "the gateway refuses the capture",
    "the capture from checkout to payments answers 409",
    "every order from checkout to orders answers 503",
    "the answer to every order from checkout to orders is lost",
    "the answer to every authorization from checkout to payments is lost",
)
_PERSISTENT, _RECONCILED, _UNUSUAL, _COMPENSATED = 0.15, 0.1, 0.3, 0.25  # of one


@dataclass(frozen=True)
class EpisodeStep:
    """A sentence. `act` is an act of a person; other sentences state a fact or a fault to come.

    `prepares`: it comes before all faults. `who`, unless empty, is the person who needs an order for it.
    """

    text: str
    act: bool = False
    who: str = ""
    prepares: bool = False
    kills: bool = False


@dataclass(frozen=True)
class Episode:
    """The steps between two audits. `name` has the seed and the number."""

    name: str
    lines: tuple[EpisodeStep, ...]


def episodes(seed: int) -> Iterator[Episode]:
    """An endless sequence of episodes, the same for the same seed."""
    number = 0
    while True:
        number += 1
        yield draw_episode(f"seed {seed}, episode {number}", Random(f"{seed}/{number}"))


def draw_episode(name: str, random: Random) -> Episode:
    """An episode of one to three buyers with faults.

    All carts are filled first, without faults.
    """
    buyers = _ROLES[: random.choice((1, 1, 1, 2, 2, 3))]
    lines = [line for who in buyers for line in _cart(who, random)]
    lines += [line for who in buyers for line in _acts(who, random)]
    if random.random() < _RECONCILED:
        lines.append(
            EpisodeStep("payments are reconciled with orders, retrying until it is answered", act=True)
        )
    return Episode(name, tuple(_without_repetition(lines)))


def _cart(who: str, random: Random) -> Iterator[EpisodeStep]:
    copies = random.randint(1, 3)
    yield EpisodeStep(
        f"{who}'s cart holds {copies} of the shop's 5 copies of \"Dune\" at $9.50", prepares=True
    )
    if random.random() < _UNUSUAL:
        yield EpisodeStep(random.choice(_PAYMENTS).format(who=who), prepares=True)


def _acts(who: str, random: Random) -> Iterator[EpisodeStep]:
    compensated = random.random() < _COMPENSATED
    if compensated:
        yield EpisodeStep(random.choice(_COMPENSATING))
    yield from _faults(random, _OF_A_CHECKOUT)
    how = " once and does not retry" if compensated else ", retrying until it is answered"
    yield EpisodeStep(f"{who} checks out{how}", act=True)
    what_follows: Sequence[tuple[str, str]] = (
        (f"{who} cancels the order, retrying until it is answered", who),
        ("the staff refunds $5.00 of the order, retrying until it is answered", _ROLES[0]),
        ("the staff refunds $2.00 of the order, retrying until it is answered", _ROLES[0]),
    )
    for text, orderer in random.sample(what_follows, k=random.choice((0, 1, 1, 2))):
        yield from _faults(random, _OF_WHAT_FOLLOWS)
        yield EpisodeStep(text, act=True, who=orderer)


def _faults(random: Random, calls: Calls) -> Iterator[EpisodeStep]:
    """Faults and kills for the next act, which makes these calls."""
    draws: Sequence[Callable[[Random, Calls], EpisodeStep]] = (
        _kill,
        _kill,
        _kill,
        _fault_on_call,
        _fault_on_answer,
        _fault_on_database,
    )
    for draw in random.sample(draws, k=random.choice((0, 1, 1, 2, 3))):
        yield draw(random, calls)


def _call(random: Random, calls: Calls, *, singular: bool) -> str:
    edge, act = random.choice(calls)
    caller, callee = edge.split(" -> ")
    which = "the" if singular or random.random() > _PERSISTENT else f"the first {random.randint(2, 3)}"
    return f"{which} {act}{'s' if which != 'the' else ''} from {caller} to {callee}"


def _kill(random: Random, calls: Calls) -> EpisodeStep:
    call = _call(random, calls, singular=True)
    ends = call.split(" from ")[1].split(" to ")
    service = random.choice([end for end in ends if end in topology().services])
    return EpisodeStep(f"{service} is killed at {call}, {random.choice(_POINTS)}", kills=True)


def _fault_on_call(random: Random, calls: Calls) -> EpisodeStep:
    call = _call(random, calls, singular=False)
    faults = _TO_CALLS if random.random() < 0.95 else _TO_CALLS_WITH_A_TIMEOUT
    return EpisodeStep(f"{call} {_in_number(random.choice(faults), plural=' first ' in call)}")


def _fault_on_answer(random: Random, calls: Calls) -> EpisodeStep:
    return EpisodeStep(f"the answer to {_call(random, calls, singular=False)} {random.choice(_TO_ANSWERS)}")


def _fault_on_database(random: Random, _: Calls) -> EpisodeStep:
    service = random.choice(list(topology().services))
    done = f"the commit of {service} succeeds, but its acknowledgement is lost"
    cut = f"the connection from {service} to postgres is cut before its commit"
    return EpisodeStep(random.choice((done, cut)))


def _in_number(fault: str, *, plural: bool) -> str:
    if not plural:
        return fault
    for one, many in (("is ", "are "), ("gets ", "get "), ("answers ", "answer "), ("arrives ", "arrive ")):
        if fault.startswith(one):
            return many + fault.removeprefix(one)
    return fault


def _without_repetition(lines: list[EpisodeStep]) -> list[EpisodeStep]:
    """A fault is identified by its sentence, so that no sentence may occur twice."""
    return list({line.text: line for line in lines}.values())
