"""How a run differs from the green ones of the same scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from environment.evidence.diagnosis.call_profile import PEOPLE, Habit, Pattern, Value, told, values_of
from environment.evidence.diagnosis.symptoms import Clue, Rank, Scene
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import operation_of, status_of

Key = tuple[str, str]


class _Green:
    """What the green runs have in common, by arrow and operation."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.order = [(habit.arrow, habit.operation) for habit in patterns[-1]]
        self._found = [{(habit.arrow, habit.operation): habit for habit in pattern} for pattern in patterns]

    def of(self, key: Key) -> list[Habit]:
        return [pattern[key] for pattern in self._found if key in pattern]

    def most(self, key: Key) -> int:
        return max((habit.count for habit in self.of(key)), default=0)

    def fewest(self, key: Key) -> int:
        return min(pattern[key].count if key in pattern else 0 for pattern in self._found)

    def statuses(self, key: Key) -> list[str]:
        return list(dict.fromkeys(status for habit in self.of(key) for status in habit.statuses))

    def values(self, key: Key, name: str) -> list[Value]:
        """What a value was; nothing where it was never seen, or is different each time."""
        known = [habit.values[name] for habit in self.of(key) if name in habit.values]
        return [value for each in known for value in each] if all(known) else []


def differences(scene: Scene, patterns: Sequence[Pattern]) -> Iterator[Clue]:
    """Statuses and values that no green run had, calls too many, calls too few."""
    green = _Green(patterns)
    calls: dict[Key, list[Exchange]] = {}
    for exchange in told(scene.exchanges):
        calls.setdefault((exchange.edge, operation_of(exchange)), []).append(exchange)
    for key, exchanges in calls.items():
        for exchange in exchanges:
            yield from _of_exchange(scene, exchange, key, green)
        if _counts(key) and len(exchanges) > green.most(key):
            yield _extra(exchanges, key, green.most(key))
    yield from _missing(scene, calls, green)


def _counts(key: Key) -> bool:
    """Whether it matters how often: people do as told, and whoever waits asks again and again."""
    return not _of_people(key) and not key[1].startswith("GET ")


def _of_exchange(scene: Scene, exchange: Exchange, key: Key, green: _Green) -> Iterator[Clue]:
    if not green.of(key):
        return
    end = scene.end_of(exchange)
    if status_of(exchange) not in (usual := green.statuses(key)):
        if exchange.ended is not None:
            reason = (
                f"{key[1]} answered {scene.answer_of(exchange)}, in the last green run {' or '.join(usual)}"
            )
            yield Clue.of(exchange, end, Rank.STATUS, reason)
        return
    for name, value in values_of(exchange):
        known = green.values(key, name)
        if known and value not in known:
            listed = " or ".join(str(each) for each in known)
            reason = f"{key[1]}: {name} is {value}, in the last green run {listed}"
            at = exchange.started if name.startswith("the request's") else end
            yield Clue.of(exchange, at, Rank.VALUE, reason)


def _extra(exchanges: Sequence[Exchange], key: Key, usual: int) -> Clue:
    first = exchanges[usual]
    times = "not at all" if usual == 0 else "once" if usual == 1 else f"{usual} times"
    reason = f"{key[1]} was called {len(exchanges)} times, in the last green run {times}"
    if len(exchanges) == 1:
        reason = f"{key[1]} was called, in the last green run it was not"
    return Clue.of(first, first.started, Rank.EXTRA, reason)


def _missing(scene: Scene, calls: dict[Key, list[Exchange]], green: _Green) -> Iterator[Clue]:
    """A call is missed when whatever came before it in the green run is over."""
    before = 0.0
    for key in green.order:
        found, usual = calls.get(key, []), green.fewest(key)
        if _counts(key) and len(found) < usual:
            at = max(before, scene.end_of(found[-1]) if found else 0.0)
            reason = f"{key[1]} was called {len(found)} times, in the last green run {usual} times"
            if not found:
                reason = f"{key[1]} was not called, in the last green run it was"
            yield Clue(at, Rank.MISSING, 0, key[0], reason, found[-1] if found else None)
        if not _of_people(key):
            before = max([before, *(scene.end_of(each) for each in found[:1])])


def _of_people(key: Key) -> bool:
    return key[0].partition(" -> ")[0] in PEOPLE
