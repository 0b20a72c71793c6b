"""The progress of a run as one line: how many are done and red, what runs, and how long it still takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_SURE_AFTER = 3  # scenarios; the pace of fewer says little about the rest


@dataclass
class RunProgress:
    """Counts the scenarios of a run. `expected` has the seconds of each by its key; times are in seconds.

    workers: how many run at once.
    """

    expected: Mapping[str, float]
    workers: int
    red: int = 0
    _running: dict[str, tuple[str, float]] = field(default_factory=dict)
    _took: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.expected)

    def began(self, key: str, name: str, at: float) -> None:
        """A scenario begins; again where it lost its stack."""
        self._running[key] = (name, at)

    def ended(self, key: str, at: float, *, failed: bool) -> None:
        """A scenario is over."""
        _, began = self._running.pop(key, ("", at))
        self._took[key] = at - began
        self.red += failed

    def seconds_left(self, at: float) -> float | None:
        """By the pace of the scenarios that are done; None before there is one."""
        known = sum(self._expected(key) for key in self._took)
        if len(self._took) < min(_SURE_AFTER, self.total) or not known:
            return None
        pace = sum(self._took.values()) / known
        waiting = [key for key in self.expected if key not in self._took and key not in self._running]
        rest = [
            max(0.0, self._expected(key) * pace - (at - began)) for key, (_, began) in self._running.items()
        ]
        alone = max([*rest, *(self._expected(key) * pace for key in waiting)], default=0.0)
        together = sum(rest) + sum(self._expected(key) * pace for key in waiting)
        return max(alone, together / max(1, self.workers))

    def line(self, width: int, at: float, *, dot: str = "·") -> str:
        """At most `width` characters: what does not fit is cut off from the names of what runs."""
        left = self.seconds_left(at)
        parts = [f"{len(self._took)} of {self.total} done", f"{self.red} red"]
        parts += [f"{in_minutes(left)} left"] if left else []
        head = f" {dot} ".join(parts)
        names = [name for name, _ in self._running.values()]
        if not names:
            return cut(f"{head} {dot} no scenario runs yet" if not self._took else head, width)
        room = (width - len(head)) // len(names) - 3
        shown = "".join(f" {dot} {cut(name, room)}" for name in names) if room >= 8 else ""
        return cut(head + shown, width)

    def _expected(self, key: str) -> float:
        return max(0.1, self.expected.get(key, 0.0))


def cut(text: str, width: int) -> str:
    """The text in one line of at most `width` characters, with dots where it goes on."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: max(0, width - 3)]}..."[: max(0, width)]


def in_minutes(seconds: float) -> str:
    """A duration as a person estimates it: `40 s`, `4 min`."""
    return f"{round(seconds)} s" if seconds < 90 else f"{round(seconds / 60)} min"
