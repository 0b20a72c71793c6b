"""Two requests for one object, held at their statements in front of the database and released in an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from environment.topology import topology
from steps.drivers.eventually import eventually
from steps.tasks.contested.carts import contested_cart
from steps.tasks.contested.checkouts import contested_checkout
from steps.tasks.contested.copies import contested_copies
from steps.tasks.contested.mails import contested_mails
from steps.tasks.contested.orders import contested_order
from steps.tasks.contested.payments import contested_payment
from steps.tasks.contested.quotes import contested_quote
from steps.tasks.contested.requests import FAILED, ContestedObject, ReadyRequest
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.in_words import in_words
from steps.vocabulary.operation_pairs import ORDERS, OperationPair, operation_named
from steps.vocabulary.statements import writing_or_locking
from steps.vocabulary.wrong_on_arrow import WrongOnArrow
from steps.world.world import World

_LOOSE: Mapping[str, Callable[[World, OperationPair], ContestedObject]] = {
    "inventory": contested_copies,
    "cart": contested_cart,
    "pricing": contested_quote,
}
"""What belongs to no purchase, by service."""
_OF_PURCHASES: Mapping[str, Callable[[World, OperationPair], ContestedObject]] = {
    "payments": contested_payment,
    "orders": contested_order,
    "notifications": contested_mails,
    "checkout": contested_checkout,
}
"""What belongs to a purchase, at a stage at which both operations of the pair have something to do."""
Sending = Callable[[ReadyRequest, ReadyRequest], tuple[str, str]]
_WITHIN = 5.0  # seconds
_BOTH = 2


@dataclass(frozen=True)
class PairOutcome:
    """What two requests have left: their answers, and the rows that were removed and added."""

    first: str
    second: str
    rows: tuple[str, ...]

    @property
    def has_failed(self) -> bool:
        """Whether the service failed to answer a request."""
        return self.first.startswith(FAILED) or self.second.startswith(FAILED)

    def __str__(self) -> str:
        rows = "".join(f"\n    {row}" for row in self.rows) or " none"
        return f"  first answer: {self.first}\n  second answer: {self.second}\n  rows:{rows}"


@dataclass(frozen=True)
class PairRace:
    """The outcomes of a pair of operations on equal objects: one after the other, and of each race."""

    in_order: PairOutcome
    in_reverse: PairOutcome
    raced: Mapping[str, PairOutcome]

    def demand_serial(self, pair: OperationPair) -> None:
        """Raises WrongOnArrow unless every race has ended as one of the two serial orders ends."""
        arrow = _root_cause(pair)
        both = f"{arrow}: {pair.first} and {pair.second}"
        for outcome in (self.in_order, self.in_reverse):
            if outcome.has_failed:
                what = f"came one after the other, and {pair.service} failed to answer"
                raise WrongOnArrow(arrow, f"{both} {what}.\nseen:\n{outcome}")
        for order, outcome in self.raced.items():
            if outcome not in (self.in_order, self.in_reverse):
                raise WrongOnArrow(
                    arrow,
                    f"{both} met at the {in_words(pair.table)} of {pair.service} ({order} went on), "
                    f"and the outcome is that of neither order.\nseen:\n{outcome}\n"
                    f"{in_words(pair.first)} before {in_words(pair.second)}:\n{self.in_order}\n"
                    f"{in_words(pair.second)} before {in_words(pair.first)}:\n{self.in_reverse}",
                )


def _root_cause(pair: OperationPair) -> str:
    """The arrow that is not safe: that of the database, or of the caller who sends a request again."""
    if pair.is_repeated:
        return operation_named(pair.service, pair.first).arrow
    return topology().database_of(pair.service).arrow


def race(world: World, pair: OperationPair) -> PairRace:
    """Send the pair one after the other, in both orders, and then held and released in each order.

    Each time is for an object of its own. Those of a purchase are undone, so that the shop adds up; of the
    others the audit would miss the order, so they are removed at the end.
    """

    def in_reverse(first: ReadyRequest, second: ReadyRequest) -> tuple[str, str]:
        answers = second.send(), first.send()
        return answers[1], answers[0]

    found = PairRace(
        _outcome(world, pair, lambda first, second: (first.send(), second.send())),
        _outcome(world, pair, in_reverse),
        {order: _outcome(world, pair, order) for order in ORDERS},
    )
    if pair.service in _LOOSE:
        world.stored.empty(pair.service)
    return found


def _outcome(world: World, pair: OperationPair, order: str | Sending) -> PairOutcome:
    """Send the pair in this manner, or race it in this order, on an object of its own."""
    contested = _contested(world, pair)
    first = contested.request(world, operation_named(pair.service, pair.first), 1)
    second = contested.request(world, operation_named(pair.service, pair.second), 2)
    before = Counter(contested.rows(world))
    requests = first, first if pair.is_repeated else second
    if isinstance(order, str):
        answers = _raced(world, pair, order, contested.statements, requests)
    else:
        answers = order(*requests)
    if contested.settle:
        contested.settle()
    after = Counter(contested.rows(world))
    removed, added = (before - after).elements(), (after - before).elements()
    rows = [*(f"- {row}" for row in removed), *(f"+ {row}" for row in added)]
    own = contested.without_own_names
    contested.undo()
    return PairOutcome(own(answers[0]), own(answers[1]), tuple(sorted(map(own, rows))))


def _contested(world: World, pair: OperationPair) -> ContestedObject:
    make = _LOOSE.get(pair.service) or _OF_PURCHASES[pair.service]
    return make(world, pair)


def _raced(
    world: World,
    pair: OperationPair,
    order: str,
    statements: str,
    requests: tuple[ReadyRequest, ReadyRequest],
) -> tuple[str, str]:
    at_table = CallPattern(
        topology().database_of(pair.service).arrow,
        matching=statements or writing_or_locking(pair.table),
        next=_BOTH,
    )
    held = FaultSpec(f"{pair} held, {order}", at_table, "barrier")
    world.faults.inject(held)
    with ThreadPoolExecutor(_BOTH) as clients:
        try:
            one = clients.submit(requests[0].send)
            _until_it_stands(world, held.name, 1, pair, one)
            two = clients.submit(requests[1].send)
            _until_it_stands(world, held.name, _BOTH, pair, two)
            if order in ORDERS[:_BOTH] and world.faults.holds(held.name, _BOTH):
                place = ORDERS.index(order)
                world.faults.release(held.name, place)
                _until_over(world, pair, (one, two)[place])
        finally:
            world.faults.release(held.name)
        answers = one.result(), two.result()
    world.faults.heal(held.name)
    return answers


def _until_it_stands(world: World, name: str, calls: int, pair: OperationPair, request: Future[str]) -> None:
    """Return when the request is held at the table, or waits for a row that the other has locked.

    Raises AssertionError for a request that is answered without the table: nothing would be raced.
    """

    def stands() -> bool:
        return world.faults.holds(name, calls) or world.stored.lock_waits(pair.service) > 0

    eventually(lambda: stands() or request.done(), bool, _WITHIN, f"{pair}: request {calls} is held")
    assert stands(), (
        f"{pair}: request {calls} of 2 was answered before it came to the table: {in_words(request.result())}"
    )


def _until_over(world: World, pair: OperationPair, released: Future[str]) -> None:
    """Return when the released request is answered, or waits for a row that the held one has locked."""
    eventually(
        lambda: released.done() or world.stored.lock_waits(pair.service) > 0,
        bool,
        _WITHIN,
        f"{pair}: the request that was released first is answered",
    )
