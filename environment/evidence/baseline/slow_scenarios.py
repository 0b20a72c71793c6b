"""How long the scenarios take that take long: by it a run is split into shards of about the same time.

It is part of the baseline, in coarse steps: all machines with one commit make the same shards, and
`make baseline` changes few lines. A scenario that is not in the list takes the usual time.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from environment.evidence.baseline.text_format import UnreadableBaseline

USUAL_SECONDS = 0.6  # of 1,100 scenarios half take between 0.4 and 0.9
_SLOW_SECONDS = 2.0
_STEPS = (2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300)
_ENOUGH_SCENARIOS = 50  # of fewer the median says little about the machine
_SAME = 2  # a scenario that takes up to twice as long, or half as long, keeps its figure
_HEAD = f"""\
# Written by `make baseline`: scenarios that take more than {_SLOW_SECONDS:.0f} seconds, and about how many.
"""


def at_usual_speed(measured: Mapping[str, float]) -> dict[str, float]:
    """The seconds that scenarios would have taken where the median scenario takes the usual time.

    A slow or busy machine slows all of them down. Too few scenarios say nothing about the machine: none then.
    """
    if len(measured) < _ENOUGH_SCENARIOS:
        return {}
    slowness = median(measured.values()) / USUAL_SECONDS
    return {name: seconds / slowness for name, seconds in measured.items()}


def renewed(before: Mapping[str, int], seen: Mapping[str, float]) -> dict[str, int]:
    """The list after runs in which scenarios took `seen` seconds; both by the names of scenarios."""
    after = dict(before)
    for name, seconds in seen.items():
        known = before.get(name, 0)
        if not known / _SAME <= seconds <= known * _SAME:
            after.pop(name, None)
            if seconds > _SLOW_SECONDS:
                after[name] = min(_STEPS, key=lambda step: abs(step - seconds))
    return after


def written_list(seconds: Mapping[str, int]) -> str:
    """The text of the file, in the order of the names."""
    return _HEAD + "".join(f"{name} | {seconds[name]}\n" for name in sorted(seconds))


def read_list(text: str) -> dict[str, int]:
    """From `written_list`. Raises UnreadableBaseline."""
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, seconds = line.rpartition(" | ")
            if not (name and seconds.isdecimal() and int(seconds)):
                raise UnreadableBaseline(f"no seconds at the end of this line: {line!r}")
            found[name] = int(seconds)
    return found
