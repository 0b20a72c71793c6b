"""The commits of a recorded journey, and the crash points before and after each.

A commit is named by one of the tables that its transaction writes, with its number among the commits of the
service that write this table: so the proxy counts them when it holds one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.transactions import changes_of, ended_transactions
from environment.world.crash_table import CrashPoint, database_of

_POINT = re.compile(r"(?:before|after) commit \d+ of its (?P<table>[a-z_]+)")
# Payments compares itself with orders by a timer, beside the journey in which time passes: how far the
# journey is when payments is killed there is chance.
_BESIDE_THE_JOURNEY = frozenset({("payments", "reconciliations")})
_WHY = {"before": "the work is not done", "after": "the work is done, and not acknowledged"}


@dataclass(frozen=True)
class RecordedCommit:
    """A COMMIT of a service, and the tables that its transaction writes, in the order of its statements.

    `listed`: it is a point of the journey. Others are counted alone.
    """

    service: str
    tables: tuple[str, ...]
    listed: bool = True


Commits = Sequence[RecordedCommit]


def recorded_commits(
    statements: Iterable[Statement], services: Iterable[str] = (), since: float = 0.0
) -> Commits:
    """The COMMITs of transactions that write, or those of these services alone.

    Those before `since` (Unix seconds) are not listed, nor those of timers beside the journey. A statement
    that changed no row counts as well: the proxy goes by the text.
    """
    wanted = frozenset(services)
    found = list[RecordedCommit]()
    for transaction in ended_transactions(statements):
        service, committed = transaction[0].service, transaction[-1].started
        tables = dict.fromkeys(change.table for each in transaction for change in changes_of(each.text))
        is_explicit = len(transaction) > 1  # a statement by itself has no COMMIT that could be held
        if tables and is_explicit and (not wanted or service in wanted):
            is_of_journey = (service, next(iter(tables))) not in _BESIDE_THE_JOURNEY
            found.append(RecordedCommit(service, tuple(tables), is_of_journey and committed >= since))
    return found


def write_commits(path: Path, commits: Commits) -> None:
    """Write the commits of a journey as JSON; the folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([astuple(commit) for commit in commits]), "utf-8")


def read_commits(path: Path) -> Commits:
    """The commits in a file of `write_commits`. Raises OSError, ValueError, TypeError."""
    rows = json.loads(path.read_text("utf-8"))
    return [RecordedCommit(service, tuple(tables), listed) for service, tables, listed in rows]


def agreed_commit_points(recordings: Sequence[Commits]) -> Iterator[CrashPoint]:
    """The points before and after each commit that all recordings have, in the order of the first one.

    Raises IndexError without any recording.
    """
    listed = [list(_listed(recording)) for recording in recordings]
    for service, nth, table in listed[0]:
        if all((service, nth, table) in each for each in listed):
            for when, why in _WHY.items():
                yield CrashPoint(service, f"{when} commit {nth} of its {table}", why=why)


def commits_made_sometimes(recordings: Sequence[Commits]) -> Iterator[str]:
    """A sentence for each table of which the number of commits differs between the recordings."""
    counts = [_counts(recording) for recording in recordings]
    for service, table in dict.fromkeys(key for count in counts for key in count):
        numbers = [count[service, table] for count in counts]
        if min(numbers) < max(numbers):
            yield f"{service} committed its {table} {', '.join(map(str, numbers))} times"


def commit_differences(rows: Iterable[CrashPoint], commits: Commits) -> Iterator[tuple[str, str]]:
    """Arrow and sentence of each kind of commit that no row kills at, and of each row whose kind is not made.

    Numbers make no difference: a busy machine lets a service try again, and that is a commit more.
    """
    killed = {(row.killed, found["table"]) for row in rows if (found := _POINT.fullmatch(row.point))}
    for commit in dict.fromkeys(each for each in commits if each.listed):
        if not any((commit.service, table) in killed for table in commit.tables):
            tables = " and ".join(commit.tables)
            yield (
                database_of(commit.service),
                f"not in the table: {commit.service} killed at a commit of its {tables}",
            )
    made = {(commit.service, table) for commit in commits for table in commit.tables}
    for service, table in sorted(killed - made):
        yield database_of(service), f"no such commit any more: {service} killed at a commit of its {table}"


def _listed(commits: Commits) -> Iterator[tuple[str, int, str]]:
    """Service, number and table of each commit that is listed."""
    seen = Counter[tuple[str, str]]()
    for commit in commits:
        seen.update((commit.service, table) for table in commit.tables)
        if commit.listed:
            yield commit.service, seen[commit.service, commit.tables[0]], commit.tables[0]


def _counts(commits: Commits) -> Counter[tuple[str, str]]:
    return Counter((commit.service, table) for commit in commits for table in commit.tables)
