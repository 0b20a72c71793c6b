"""The calls that every recording of a journey has, and those that only some have.

The number of some calls depends on timing: a busy machine makes a caller retry or read again. A crash table
has only calls that came each time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path


@dataclass(frozen=True)
class RecordedCall:
    """One call: the word of its operation and its edge. `reached`: the callee received it.

    A call that was not reached got its answer from a fault of the scenario.
    """

    word: str
    edge: str
    reached: bool = True

    @property
    def operation(self) -> tuple[str, str]:
        return self.word, self.edge


Recording = Sequence[RecordedCall]


def write_recording(path: Path, calls: Recording) -> None:
    """Write a recording as JSON; the folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([astuple(call) for call in calls]), "utf-8")


def read_recording(path: Path) -> Recording:
    """The recording in a file of `write_recording`. Raises OSError, ValueError, TypeError."""
    return [RecordedCall(*call) for call in json.loads(path.read_text("utf-8"))]


def agreed(recordings: Sequence[Recording]) -> Recording:
    """The calls that all recordings have, in the order of the first one. Raises IndexError without any."""
    fewest = {operation: min(counts) for operation, counts in _counts(recordings).items()}
    seen, found = Counter[tuple[str, str]](), list[RecordedCall]()
    for call in recordings[0]:
        seen[call.operation] += 1
        if seen[call.operation] <= fewest[call.operation]:
            found.append(call)
    return found


def sometimes(recordings: Sequence[Recording]) -> list[str]:
    """A sentence for each operation whose number of calls differs between the recordings."""
    return [
        f"the {word} from {edge.replace(' -> ', ' to ')} came {_listed(counts)} times"
        for (word, edge), counts in _counts(recordings).items()
        if min(counts) < max(counts)
    ]


def numbered(calls: Iterable[RecordedCall]) -> Iterator[str]:
    """Each call as features name it: `the capture from payments to gateway`, with its number if repeated.

    Calls that were not reached are counted and left out.
    """
    calls = list(calls)
    total, seen = Counter(call.operation for call in calls), Counter[tuple[str, str]]()
    for call in calls:
        seen[call.operation] += 1
        nth = f"{_ordinal(seen[call.operation])} " if total[call.operation] > 1 else ""
        if call.reached:
            yield f"the {nth}{call.word} from {call.edge.replace(' -> ', ' to ')}"


def _counts(recordings: Sequence[Recording]) -> dict[tuple[str, str], list[int]]:
    counted = [Counter(call.operation for call in recording) for recording in recordings]
    operations = dict.fromkeys(call.operation for recording in recordings for call in recording)
    return {operation: [each[operation] for each in counted] for operation in operations}


def _listed(counts: Sequence[int]) -> str:
    return f"{', '.join(map(str, counts[:-1]))} and {counts[-1]}"


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
