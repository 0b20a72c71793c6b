"""What a service is about to do elsewhere is stored before it is done: after a crash the service knows of it.

So checkout stores each step before it makes the next, payments what it asks the gateway for, and
notifications that it hands a mail over. A call by a timer goes back to what was stored long before, and a
message to what was stored with its change. What stands in the place of a service stores nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import NO_ANSWER, is_failure, status_of
from environment.evidence.recording.traces import any_trace_of, trace_of
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.evidence.traffic.transactions import committed_transactions
from environment.topology import Operation, topology

_UNDOES = frozenset({"release", "restock", "cancellation", "reversal"})
"""One that fails does not hold up the next: all of them were stored before the first."""
_LEAVES_NOTHING = frozenset({("cart -> pricing", "quote"), ("checkout -> payments", "look at gift cards")})
_CONTENT = "DATA"


def acts_are_stored_before(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each act before which its service has committed nothing since it did something else."""
    commits: dict[str, list[float]] = {each.service: [] for each in traffic.statements}
    for transaction in committed_transactions(traffic.statements):
        commits[transaction.service].append(transaction.committed)
    for exchange, operation, since in _acts(traffic.exchanges):
        known = commits.get(exchange.caller)
        if known is not None and not any(since <= each <= exchange.started for each in known):
            sentence = (
                f"{exchange.caller} had not stored that it would make the {operation.word} to "
                f"{exchange.callee}: after a crash it does not know of it"
            )
            yield TrafficBreach(exchange.edge, sentence, "request", exchange.number)


def _acts(exchanges: Sequence[Exchange]) -> Iterator[tuple[Exchange, Operation, float]]:
    """Each act of a service, and the time since which it must have stored something."""
    served = _by_callee(exchanges)
    earlier: defaultdict[tuple[str, str], list[Exchange]] = defaultdict(list)
    contents: dict[tuple[str, int], float] = {}
    for exchange in exchanges:
        if exchange.protocol == "smtp" and exchange.summary == _CONTENT:
            contents[exchange.edge, exchange.connection] = exchange.started
        operation = _act(exchange)
        if operation is None:
            continue
        if exchange.protocol == "smtp":
            yield exchange, operation, contents.get((exchange.edge, exchange.connection), 0.0)
        elif trace := any_trace_of(exchange):
            before = earlier[exchange.caller, trace]
            since = _since(exchange, trace, before, served[exchange.caller])
            if since is not None and not (operation.asynchronous or operation.word in _UNDOES):
                yield exchange, operation, since
            before.append(exchange)


def _act(exchange: Exchange) -> Operation | None:
    """The operation of a call with which a service changes something elsewhere."""
    point = topology().points.get(exchange.edge)
    if point is None or point.caller not in topology().services:
        return None
    if exchange.protocol == "smtp":
        found = next((each for each in point.operations if each.is_command(exchange.summary)), None)
    else:
        method, _, target = exchange.summary.partition(" ")
        found = point.operation_of(method, target)
    if found is None or not found.changes or (exchange.edge, found.word) in _LEAVES_NOTHING:
        return None
    return found


def _since(
    exchange: Exchange, trace: str, before: Sequence[Exchange], served: Iterable[Exchange]
) -> float | None:
    """The end of the service's last act, or the start of the request that it serves; None for neither.

    None as well for an act that is tried again: it was stored before the first try. Two that make the
    same act at once, a customer and a worker, go on from the first answer. After an act that has failed, or
    of which nothing is known, a worker may undo it at the moment at which a request comes: None again.
    Where several may make the act, it is enough that one of them has stored it.
    """
    ended = [each for each in before if each.ended is not None and each.ended <= exchange.started]
    if len(ended) < len(before) or (ended and ended[-1].summary == exchange.summary):
        return None
    if ended and _has_failed(ended[-1]):
        return None
    answered: dict[str, float] = {}
    for each in ended:
        answered[each.summary] = min(answered.get(each.summary, math.inf), each.ended or 0.0)
    requests = [each for each in served if trace_of(each) == trace]
    last = max(answered.values(), default=-math.inf)
    possible = [max(last, each.started) for each in requests if _is_served_during(each, exchange)]
    if ended and (not possible or not any(_is_served_during(each, ended[-1]) for each in requests)):
        possible.append(last)  # a worker goes on with what it began, also while a request comes
    return min(possible, default=None)


def _has_failed(act: Exchange) -> bool:
    status = status_of(act)
    return status == NO_ANSWER or is_failure(status)


def _is_served_during(request: Exchange, act: Exchange) -> bool:
    """A request that its caller gave up may be worked on for long."""
    ended = request.ended is not None and request.ended < act.started
    return request.started <= act.started and (not ended or status_of(request) == NO_ANSWER)


def _by_callee(exchanges: Iterable[Exchange]) -> Mapping[str, Sequence[Exchange]]:
    found: defaultdict[str, list[Exchange]] = defaultdict(list)
    for exchange in exchanges:
        if exchange.protocol.startswith("http"):
            found[exchange.callee].append(exchange)
    return found
