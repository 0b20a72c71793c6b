"""CPU time by function and by library, from samples and the exact CPU time of their programs."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from environment.tools.profile.samples import Function, Sample

OUR_OWN = ("bookstore", "environment", "steps")
_ENTRY = re.compile(r"(?:bookstore|environment)/(?:.*/)?app\.py|environment/runner\.py")
_IN_LIBRARY = re.compile(r"<(?P<library>\w+) generated")
_NAMED_OF_STANDARD_LIBRARY = frozenset({"asyncio", "json", "logging", "importlib", "ssl", "email"})
_ONE = {"starlette": "fastapi, starlette", "fastapi": "fastapi, starlette", "psycopg_binary": "psycopg"}
_ONE |= {"allure_commons": "allure", "allure_behave": "allure", "urllib3": "requests"}


def library_of(function: Function) -> str:
    """The package of a function; the standard library is one, apart from a few packages of it."""
    file = function.file
    if "importlib" in file or file.startswith("<frozen"):
        return "importlib"
    generated = _IN_LIBRARY.match(file)
    package = generated["library"] if generated else file.partition("/")[0].removesuffix(".py")
    if package == "<string>":
        return "generated code (dataclasses)"
    if package in _NAMED_OF_STANDARD_LIBRARY or package in OUR_OWN:
        return package
    if package in sys.stdlib_module_names:
        return "standard library"
    return _ONE.get(package, package) or "unknown"


def is_our_own(function: Function) -> bool:
    """Whether a function is one of this project."""
    return function.file.partition("/")[0] in OUR_OWN


@dataclass
class FunctionTimes:
    """Seconds by function. C code counts for the Python function that calls it.

    own: without the functions that it calls.
    total: with them.
    """

    own: defaultdict[Function, float] = field(default_factory=lambda: defaultdict(float))
    total: defaultdict[Function, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, stack: tuple[Function, ...], seconds: float) -> None:
        """Add the time of a stack. A function that calls itself counts once."""
        if stack:
            self.own[stack[-1]] += seconds
        for function in set(stack):
            self.total[function] += seconds

    def by_library(self) -> dict[str, float]:
        """Seconds by library, without the functions that are called."""
        found = defaultdict[str, float](float)
        for function, seconds in self.own.items():
            found[library_of(function)] += seconds
        return dict(found)

    def most(self, own: bool, number: int, ours: bool | None = None) -> list[Function]:
        """The functions with the most time; `ours` limits them to this project's, or to libraries'."""
        times = self.own if own else self.total
        chosen = (each for each in times if ours is None or is_our_own(each) is ours)
        return sorted(chosen, key=lambda each: (-times[each], str(each)))[:number]


def function_times(
    samples: Iterable[Sample], program_of: Mapping[int, str], cpu: Mapping[str, float]
) -> dict[str, FunctionTimes]:
    """The times of each program. The program's exact CPU time is divided among its samples."""
    by_program: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        if sample.pid in program_of:
            by_program[program_of[sample.pid]].append(sample)
    return {name: _divided(each, cpu.get(name, 0.0)) for name, each in by_program.items()}


def _divided(samples: list[Sample], seconds: float) -> FunctionTimes:
    times, count = FunctionTimes(), sum(sample.count for sample in samples)
    for sample in samples:
        times.add(_below_entry(sample.stack), seconds * sample.count / count)
    return times


def _below_entry(stack: tuple[Function, ...]) -> tuple[Function, ...]:
    """The stack without what surrounds the program: the preloaded parent in a service, behave's start."""
    for place in range(len(stack) - 1, -1, -1):
        if stack[place].name in ("run", "AcceptanceRunner._run_prepared") and _ENTRY.fullmatch(
            stack[place].file
        ):
            return stack[place:]
    return stack


def together(times: Iterable[FunctionTimes]) -> FunctionTimes:
    """The sum of several programs."""
    result = FunctionTimes()
    for each in times:
        for of_result, of_each in ((result.own, each.own), (result.total, each.total)):
            for function, seconds in of_each.items():
                of_result[function] += seconds
    return result
