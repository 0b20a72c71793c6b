"""What the main thread of the runner waits for: its time, less the time in which it ran."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from environment.tools.profile.functions import is_our_own
from environment.tools.profile.samples import Function, Sample

Place = tuple[Function, Function]  # our innermost function, and the innermost function of all


def waiting(all_time: Iterable[Sample], running: Iterable[Sample]) -> dict[Place, int]:
    """The number of samples in which a place was on the stack and did not run.

    all_time: samples of the runner that include waiting.
    running: samples of the runner without; both at the same rate.
    """
    waited = _by_place(all_time)
    waited.subtract(_by_place(running))
    return {place: count for place, count in waited.items() if count > 0}


def of_main_thread(samples: Iterable[Sample]) -> list[Sample]:
    """The samples of the thread that runs behave; other threads begin in the module `threading`."""
    return [sample for sample in samples if sample.stack and sample.stack[0].file != "threading.py"]


def _by_place(samples: Iterable[Sample]) -> Counter[Place]:
    counts = Counter[Place]()
    for sample in samples:
        ours = next((each for each in reversed(sample.stack) if is_our_own(each)), None)
        if ours is not None:
            counts[ours, sample.stack[-1]] += sample.count
    return counts
