"""The transactions of the services, put together from their recorded statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from environment.evidence.recording.statements import Statement

_WRITES = re.compile(
    r'\b(?P<verb>INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(?P<table>[a-z_]\w*)', re.IGNORECASE
)
_UPSERT = re.compile(r"\bDO\s+UPDATE\s+SET\b|\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)
_BEGINS = ("BEGIN", "START")
_KNOWN_TEXTS = 2000


@dataclass(frozen=True)
class Change:
    """One kind of change of a table: INSERT, UPDATE or DELETE."""

    verb: str
    table: str


@dataclass(frozen=True)
class CommittedTransaction:
    """A transaction of a service that has changed something, and its changes, each once."""

    service: str
    edge: str
    began: float
    committed: float
    changes: tuple[Change, ...]

    def tables(self) -> set[str]:
        """The tables that it has changed."""
        return {change.table for change in self.changes}

    def inserts_into(self, table: str) -> bool:
        """Whether it has added rows to the table."""
        return Change("INSERT", table) in self.changes


def committed_transactions(statements: Iterable[Statement]) -> Iterator[CommittedTransaction]:
    """The transactions that changed something, in the order of their commits."""
    for each in ended_transactions(statements):
        yield from _committed(each)


def ended_transactions(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """The statements of each committed transaction, from its begin to COMMIT, in the order of the commits.

    A statement outside of BEGIN and COMMIT is a transaction of its own. A transaction whose COMMIT the
    server did not execute is left out, and so is one whose BEGIN is not among the statements.
    """
    open_ones: dict[tuple[str, int], list[Statement]] = {}
    for statement in statements:
        connection, verb = (statement.edge, statement.connection), _verb(statement.text)
        if verb in _BEGINS:
            open_ones[connection] = [statement]
        elif connection in open_ones:
            open_ones[connection].append(statement)
            if verb in ("COMMIT", "ROLLBACK"):
                ended = open_ones.pop(connection)
                if verb == "COMMIT" and statement.outcome.startswith("COMMIT"):
                    yield ended
        elif verb not in ("COMMIT", "ROLLBACK") and not statement.outcome.startswith("ERROR"):
            yield [statement]


def _committed(statements: list[Statement]) -> Iterator[CommittedTransaction]:
    first, last = statements[0], statements[-1]
    changes = dict.fromkeys(
        change for each in statements if _took_effect(each) for change in changes_of(each.text)
    )
    if changes:
        ended = last.ended or last.started
        yield CommittedTransaction(first.service, first.edge, first.started, ended, tuple(changes))


def _took_effect(statement: Statement) -> bool:
    """Whether it changed a row; a statement with `ON CONFLICT DO NOTHING` may have changed none."""
    return not statement.outcome.startswith("ERROR") and statement.outcome not in ("INSERT 0 0", "UPDATE 0")


@lru_cache(maxsize=_KNOWN_TEXTS)
def changes_of(text: str) -> tuple[Change, ...]:
    """The tables that a statement changes, and how."""
    found = _WRITES.finditer(_UPSERT.sub("", text))
    return tuple(Change(each["verb"].split()[0].upper(), each["table"].lower()) for each in found)


def _verb(text: str) -> str:
    return text[:8].upper().partition(" ")[0].rstrip(";")
