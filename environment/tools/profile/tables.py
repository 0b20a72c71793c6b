"""The tables of a profile, as text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from environment.tools.profile.functions import OUR_OWN, FunctionTimes, library_of, together
from environment.tools.profile.waiting import Place

_WIDTH = 78
_FUNCTIONS, _OF_A_PROGRAM = 30, 12


@dataclass(frozen=True, slots=True)
class Profile:
    """The figures of a run.

    cpu: seconds by program.
    processes: the number of processes of each program.
    unread: CPU seconds of processes that were too short-lived to be read.
    waited: seconds by place; None where they were not measured.
    """

    scenarios: int
    seconds: float
    cpu: Mapping[str, float]
    processes: Counter[str]
    unread: float
    profiler: float
    times: Mapping[str, FunctionTimes]
    waited: Mapping[Place, float] | None

    @property
    def whole(self) -> float:
        """CPU seconds of the run, without the profiler."""
        return sum(self.cpu.values()) + self.unread


def report(profile: Profile) -> str:
    """All tables."""
    everything = together(profile.times.values())
    parts = [
        _programs(profile),
        _libraries(profile, everything),
        _functions(profile, everything, "Our own functions, with the functions that they call", own=False),
        _functions(profile, everything, "Our own functions, without", own=True),
        _library_functions(profile, everything),
        *(
            _of_program(profile, name, times)
            for name, times in sorted(profile.times.items(), key=lambda each: -profile.cpu.get(each[0], 0.0))
        ),
        _waiting(profile),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _programs(profile: Profile) -> list[str]:
    head = f"{profile.scenarios} scenarios in {profile.seconds:.1f} s, {profile.whole:.1f} s of CPU: "
    lines = [
        head + f"{profile.whole / profile.seconds:.2f} cores",
        f"(py-spy itself: {profile.profiler:.1f} s, not in these tables)",
        "",
        _heading("CPU by program", "processes"),
    ]
    for name, seconds in sorted(profile.cpu.items(), key=lambda each: -each[1]):
        lines.append(_row(profile, f"{name:<{_WIDTH - 12}}{profile.processes[name]:>12}", seconds))
    lines.append(_row(profile, "processes too short-lived to be read", profile.unread))
    return [*lines, _row(profile, "all", profile.whole)]


def _libraries(profile: Profile, everything: FunctionTimes) -> list[str]:
    by_library = everything.by_library()
    own = {name: by_library.pop(name, 0.0) for name in OUR_OWN}
    rest = sorted(by_library.items(), key=lambda each: -each[1])
    unsampled = profile.whole - sum(by_library.values()) - sum(own.values())
    return [
        _heading("CPU of Python by library (C code counts for the Python function that calls it)"),
        *(_row(profile, f"our own: {name}", seconds) for name, seconds in own.items()),
        *(_row(profile, name, seconds) for name, seconds in rest[:24]),
        _row(profile, "other libraries", sum(seconds for _, seconds in rest[24:])),
        _row(profile, "not Python, or not sampled", unsampled),
    ]


def _functions(profile: Profile, times: FunctionTimes, title: str, own: bool) -> list[str]:
    chosen = times.most(own, _FUNCTIONS, ours=True)
    seconds = times.own if own else times.total
    return [_heading(title), *(_row(profile, str(each), seconds[each]) for each in chosen)]


def _library_functions(profile: Profile, times: FunctionTimes) -> list[str]:
    chosen = times.most(True, _FUNCTIONS, ours=False)
    return [
        _heading("Functions of libraries, without those that they call", "library"),
        *(
            _row(profile, f"{_cut(str(each), 60):<60} {library_of(each):>17}", times.own[each])
            for each in chosen
        ),
    ]


def _of_program(profile: Profile, name: str, times: FunctionTimes) -> list[str]:
    def rows(own: bool, ours: bool | None) -> list[str]:
        seconds = times.own if own else times.total
        return [_row(profile, str(each), seconds[each]) for each in times.most(own, _OF_A_PROGRAM, ours)]

    return [
        _heading(f"{name}: our own functions, with those that they call"),
        *rows(own=False, ours=True),
        _heading(f"{name}: all functions, without those that they call"),
        *rows(own=True, ours=None),
    ]


def _waiting(profile: Profile) -> list[str]:
    if profile.waited is None:
        return ["What the runner waits for was not measured: py-spy could not attach to it (see run.log)."]
    by_function = defaultdict[str, float](float)
    for (ours, _), seconds in profile.waited.items():
        by_function[str(ours)] += seconds
    lines = [_heading("What the runner waits for (with system calls, and time without a core)", wall="time")]
    for name, seconds in sorted(by_function.items(), key=lambda each: -each[1])[:_FUNCTIONS]:
        lines.append(_row(profile, name, seconds, of=profile.seconds))
        inner = {str(leaf): each for (ours, leaf), each in profile.waited.items() if str(ours) == name}
        lines += [
            f"    in {leaf}" for leaf in sorted(inner, key=lambda each: -inner[each])[:2] if leaf != name
        ]
    return [*lines, _row(profile, "all waiting", sum(by_function.values()), of=profile.seconds)]


def _heading(title: str, right: str = "", wall: str = "CPU") -> str:
    left = f"{title:<{_WIDTH - len(right)}}{right}" if len(title) + len(right) < _WIDTH else title
    line = f"{left:<{_WIDTH}}{'s':>9}{'%':>8}{'ms/scenario':>13}   ({wall})"
    return f"{line}\n{'-' * (_WIDTH + 30)}"


def _row(profile: Profile, name: str, seconds: float, of: float | None = None) -> str:
    whole = of or profile.whole or 1.0
    each = 1000 * seconds / profile.scenarios
    return f"{_cut(name, _WIDTH):<{_WIDTH}}{seconds:>9.2f}{100 * seconds / whole:>7.1f}%{each:>13.1f}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3]}..."
