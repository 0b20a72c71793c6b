"""The last result of each scenario, kept from run to run: a part of the features replaces only what it ran.

A line for each result, and of two lines about one scenario the later counts. Any number of processes may add
lines at the same time, and a process that is killed loses at most the line that it was writing.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

LAST_RESULTS = Path("reports/last-results.jsonl")
_KEPT = 10_000  # three times the rows of all tiers; the oldest are dropped, as those of removed scenarios


@dataclass(frozen=True)
class LastResult:
    """How a scenario ended when it last ran.

    status: Allure's word. at: the time in UTC, to the second. commit: the commit that ran, in words.
    page: where a report with this result shows it. text: the digest of what ran, see SpecifiedText.
    """

    status: str
    at: str
    commit: str
    page: str
    text: str


def last_results(path: Path = LAST_RESULTS) -> dict[str, LastResult]:
    """By the key of the scenario, the oldest first; a damaged line, and a missing file, has no result."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    found: dict[str, LastResult] = {}
    for key, result in _read(lines):
        found.pop(key, None)
        found[key] = result
    return found


def add_results(results: Mapping[str, LastResult], path: Path = LAST_RESULTS) -> None:
    """Add results by the key of their scenario. Raises OSError."""
    text = "".join(f"{_line(key, result)}\n" for key, result in results.items())
    with _alone_in(path.parent):
        try:
            _append(text.encode(), path)
        except OSError:
            if path.is_file() and not path.stat().st_size:
                path.unlink()  # a file that says nothing, on a full disk
            raise


def join_results(sources: Iterable[Path], path: Path = LAST_RESULTS) -> None:
    """Add the results of other machines: of one scenario, the one that ran last counts. Raises OSError."""
    everywhere = [each for source in (path, *sources) for each in last_results(source).items()]
    add_results(dict(sorted(everywhere, key=lambda each: each[1].at)), path)


def forget_replaced_results(path: Path = LAST_RESULTS) -> None:
    """Write the file anew without what later results have replaced. Raises OSError."""
    if not path.is_file():
        return
    with _alone_in(path.parent):
        kept = list(last_results(path).items())[-_KEPT:]
        unfinished = path.with_suffix(".tmp")
        try:
            unfinished.write_text("".join(f"{_line(*each)}\n" for each in kept), "utf-8")
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the lock of the folder, which the end of the process releases in any case."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _append(content: bytes, path: Path) -> None:
    with path.open("ab+") as file:
        half_a_line = (
            file.tell() and file.seek(-1, os.SEEK_END) and file.read(1) != b"\n"
        )  # of a killed process
        file.write((b"\n" if half_a_line else b"") + content)


def _line(key: str, result: LastResult) -> str:
    return json.dumps([key, *astuple(result)], ensure_ascii=False)


def _read(lines: Iterable[str]) -> Iterator[tuple[str, LastResult]]:
    for line in lines:
        try:
            key, *rest = json.loads(line)
            yield str(key), LastResult(*map(str, rest))
        except (ValueError, TypeError):
            continue
