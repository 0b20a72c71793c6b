"""Values that the requests of an operation had together in every green run, and that this run did not have.

A customer who buys 1 copy and then 2 has two calls with different values; where both ask for 1, each call by
itself is as in a green run. Told where a value comes more often than in any green run: a scenario that ended
early has fewer values for that reason. Of a baseline that does not know how often each value came, it is told
where one of them never came, and the calls and their answers are as many as in every green run.

How far an object has come when it is told depends on the time, so answers say nothing by themselves: they
explain what is accepted instead of refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from environment.evidence.baseline.call_profile import ANSWER, ANY_TEXT, REQUEST, values_of
from environment.evidence.baseline.occurrences import Occurrences, Value
from environment.evidence.baseline.scenario_baseline import OperationBaseline
from environment.evidence.diagnosis.missing_calls import how_often
from environment.evidence.diagnosis.symptoms import UNDATED, Severity, Symptom
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import status_of
from environment.topology import topology
from steps.vocabulary.in_words import in_words


def missing_values(
    calls: Sequence[Exchange], known: OperationBaseline, dated: Callable[[Exchange, str], float | None]
) -> Iterator[Symptom]:
    """A symptom for each value that repeats itself in the place of another one.

    `dated` is the time of a value of an exchange by its name, in Unix seconds; None where it is not compared.
    """
    for exchange, name, reason in _told(calls, known, REQUEST):
        if (at := dated(exchange, name)) is not None:
            yield Symptom.of(exchange, at, Severity.VALUE, reason)


def repeated_answers(calls: Sequence[Exchange], known: OperationBaseline) -> Iterator[Symptom]:
    """The same of answers to services, without a time."""
    for exchange, _, reason in _told(calls, known, ANSWER):
        if exchange.caller in topology().services:
            yield Symptom.of(exchange, UNDATED, Severity.REPEATED, reason)


def _told(
    calls: Sequence[Exchange], known: OperationBaseline, whose: str
) -> Iterator[tuple[Exchange, str, str]]:
    """Each call with a repeated value, the name of the value, and the sentence about it."""
    numbers = Counter(map(status_of, calls))
    are_as_usual = all(numbers[each] == usual.low == usual.high for each, usual in known.statuses.items())
    seen = [(exchange, dict(values_of(exchange))) for exchange in calls]
    for name, usual in known.values.items():
        found = [(exchange, values[name]) for exchange, values in seen if name in values]
        if not name.startswith(whose) or ANY_TEXT in usual or not all(value in usual for _, value in found):
            continue
        if often := known.occurrences.get(name):
            repeated, listed = _too_often(found, often), _in_words(often)
        else:
            repeated = _repeated(found, usual) if are_as_usual else None
            listed = " and ".join(map(in_words, usual))
        if repeated is not None:
            exchange, value = repeated
            number = how_often([each for _, each in found].count(value))
            yield (
                exchange,
                name,
                f"{known.operation}: {name} is {in_words(value)} {number}, in the baseline {listed}",
            )


def _too_often(found: Sequence[tuple[Exchange, Value]], often: Occurrences) -> tuple[Exchange, Value] | None:
    """A call with a value that came more often than in any green run: the first one out of order.

    Where green runs have no order, the one that is too many.
    """
    met = [value for _, value in found]
    surplus = next((value for value in met if met.count(value) > often.most(value)), None)
    place = often.first_other(met)
    if surplus is None:
        # A scenario that ended early: a value came again where every run went on to another one.
        is_again = place is not None and len(met) < often.fewest and met[place] == met[max(place - 1, 0)]
        return found[place] if place and is_again else None
    if place is None or met.count(met[place]) <= often.most(met[place]):
        place = [at for at, value in enumerate(met) if value == surplus][often.most(surplus)]
    return found[place]


def _in_words(often: Occurrences) -> str:
    """The variants with their numbers, such as `$5 twice, then $9 once`."""
    counted = (
        f"{in_words(value)} {how_often(each.low) if each.low == each.high else f'{each} times'}"
        for each, value in often.variants
    )
    return (", then " if often.in_order else " and ").join(counted)


def _repeated(
    found: Sequence[tuple[Exchange, Value]], usual: Sequence[Value]
) -> tuple[Exchange, Value] | None:
    """The first call that repeats a value, where one of the usual values never came."""
    met = [value for _, value in found]
    if set(met) == set(usual):
        return None
    return next(((each, value) for place, (each, value) in enumerate(found) if value in met[:place]), None)
