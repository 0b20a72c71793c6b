"""The time that a service takes for a call itself: its answer time less that of the calls it makes for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from environment.evidence.baseline.call_profile import OperationKey
from environment.evidence.baseline.text_format import UnreadableBaseline
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import operation_of
from environment.evidence.traffic.breach import TrafficBreach

_ENOUGH_CALLS = 5
_ENOUGH_OPERATIONS = 6  # of fewer the median says little about the machine
_LIMIT = 0.7  # seconds that an operation may take longer than expected
_SHORTEST = 0.01  # seconds; of a shorter time the ratio says little
_STEPS = (5, 10, 20, 50, 100)
USUAL = _STEPS[0]
ACCEPT = "make baseline accepts an intended change"
_HEAD = f"""\
# Written by `make baseline`: operations that take more than {USUAL} times as long as the median one.
"""
OwnTimes = dict[OperationKey, list[float]]


def own_times(exchanges: Sequence[Exchange]) -> OwnTimes:
    """Seconds by arrow and operation, of the calls that were answered and that no fault delayed.

    The calls that a service makes while it serves one are its inner calls. Where it serves two at once, both
    are relieved of the inner calls of either: an own time is too low there, and never too high.
    """
    outgoing: defaultdict[str, list[Exchange]] = defaultdict(list)
    for each in exchanges:
        outgoing[each.caller].append(each)
    found: OwnTimes = {}
    for each in exchanges:
        if each.ended is None or each.answer is None or each.faults:
            continue
        inner = [call for call in outgoing[each.callee] if each.started <= call.started <= each.ended]
        if not any(call.faults for call in inner):
            taken = sum((min(call.ended or each.ended, each.ended) - call.started) for call in inner)
            own = max(each.ended - each.started - taken, 0.0)
            found.setdefault((each.edge, operation_of(each)), []).append(own)
    return found


@dataclass(frozen=True)
class Pace:
    """How slow operations are in comparison with the typical one, the median of all: 5 is five times as slow.

    Only ratios above USUAL are known, in coarse steps, so that each run of the suite gives the same ones.
    """

    ratios: Mapping[OperationKey, int]

    @classmethod
    def of(cls, times: OwnTimes) -> Pace:
        """The pace of a run with these own times."""
        medians = _medians(times)
        typical = _typical(medians)
        ratios = {key: _rounded_up(seconds / typical) for key, seconds in sorted(medians.items())}
        return cls({key: ratio for key, ratio in ratios.items() if ratio > USUAL})


def slower(times: OwnTimes, before: Pace) -> Iterator[TrafficBreach]:
    """A breach for each operation that takes a second more than the other operations of the run explain.

    A slow machine slows all of them down, and a part of them does not.
    """
    medians = _medians(times)
    if len(medians) < _ENOUGH_OPERATIONS:
        return
    typical = _typical(medians)
    for key, seconds in medians.items():
        expected = typical * before.ratios.get(key, USUAL)
        if seconds > expected + _LIMIT:
            callee = key[0].partition(" -> ")[2]
            yield TrafficBreach(
                key[0],
                f"{callee} itself took {seconds:.2f} s for {key[1]}, in the median of {len(times[key])} "
                f"calls; the median operation of this run took {typical:.2f} s, and by the baseline this one "
                f"takes at most {expected:.2f} s; {ACCEPT}",
            )


def _medians(times: OwnTimes) -> dict[OperationKey, float]:
    return {key: median(own) for key, own in times.items() if len(own) >= _ENOUGH_CALLS}


def _typical(medians: Mapping[OperationKey, float]) -> float:
    return max(median(medians.values()) if medians else 0.0, _SHORTEST)


def _rounded_up(ratio: float) -> int:
    return next((step for step in _STEPS if ratio <= step), round(ratio))


def written_pace(pace: Pace) -> str:
    """The text of the file."""
    lines = [f"{arrow}: {name} | {ratio}" for (arrow, name), ratio in pace.ratios.items()]
    return _HEAD + "".join(f"{line}\n" for line in lines)


def read_pace(text: str) -> Pace:
    """From `written_pace`. Raises UnreadableBaseline."""
    ratios = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            call, _, ratio = line.rpartition(" | ")
            arrow, _, name = call.partition(": ")
            if not ratio.isdigit():
                raise UnreadableBaseline(f"no ratio at the end of this line: {line!r}")
            ratios[arrow, name] = int(ratio)
    return Pace(ratios)
