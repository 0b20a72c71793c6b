"""The samples of py-spy: how often each stack of Python functions was seen running."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from environment.settings import PROJECT_FOLDER

_PROCESS = re.compile(r'process (\d+):"')
_FRAME = re.compile(r"(?P<name>.*) \((?P<file>.*?)(?::\d+)?\)")
_INSTALLED = re.compile(r".*/(?:site|dist)-packages/|.*/lib/python3\.\d+/(?:lib-dynload/)?")


@dataclass(frozen=True, slots=True)
class Function:
    """A function, without the line that ran."""

    name: str
    file: str

    def __str__(self) -> str:
        return f"{self.name} ({self.file})"


@cache
def function_of(frame: str) -> Function:
    """Read `Scenario.run (/path/site-packages/behave/model.py:1242)`."""
    found = _FRAME.fullmatch(frame)
    return Function(found["name"], _short(found["file"])) if found else Function(frame, "")


def _short(file: str) -> str:
    """The path below this project, or below the folder of installed packages or the standard library."""
    own = f"{PROJECT_FOLDER}/"
    outside = _INSTALLED.sub("", file)
    return outside if outside != file else file.removeprefix(own)


@dataclass(frozen=True, slots=True)
class Sample:
    """A stack, its outermost function first, in one process; `count` is how often it was seen."""

    pid: int
    stack: tuple[Function, ...]
    count: int


def read_samples(lines: Iterable[str], pid: int = 0) -> Iterator[Sample]:
    """Read py-spy's raw format: frames with semicolons between them, and a count.

    With subprocesses, a stack begins with the process and its parents; `pid` is for recordings without.
    """
    for line in lines:
        frames, _, count = line.strip().rpartition(" ")
        if not frames or not count.isdecimal():
            continue
        inner, process = _process_of(frames)
        stack = tuple(function_of(frame) for frame in inner.split(";") if frame)
        yield Sample(process if process is not None else pid, stack, int(count))


def _process_of(frames: str) -> tuple[str, int | None]:
    """The frames below the innermost process, and its id. A command line may contain semicolons."""
    last = None
    for last in _PROCESS.finditer(frames):  # noqa: B007 - the last match is wanted
        pass
    if last is None:
        return frames, None
    _, _, inner = frames[last.end() :].partition('"')
    return inner.lstrip(";"), int(last[1])
