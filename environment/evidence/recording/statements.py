"""The SQL statements of a scenario, in a compact form: the proxy sends hundreds of them after each one.

The texts are parametrised, so few of them differ: each is masked and sent once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from environment.evidence.recording.json_value import JsonObject
from environment.evidence.recording.masking import mask_sql
from environment.evidence.recording.recorder import RawExchange

_KNOWN_TEXTS = 2000
_CLAIMS = "SKIP LOCKED"
_READS = "SELECT "  # the command tag of a statement that returned rows, followed by their number


@dataclass(frozen=True, slots=True)
class Statement:
    """One simple query, or all messages up to a Sync, of a service to its database. Times are Unix seconds.

    number: the number of the exchange in the record; it rises with the start of the statements.
    connection: the number of the connection among those of its edge; its statements follow each other.
    text: the statement with its literals masked; `BEGIN`, `COMMIT` and the opening of a connection count.
    outcome: the command tags, such as `SELECT 2`, or `ERROR 23505`.
    """

    number: int
    edge: str
    connection: int
    started: float
    ended: float | None
    text: str
    outcome: str
    has_faults: bool

    @property
    def service(self) -> str:
        return self.edge.partition(" -> ")[0]

    @property
    def claims(self) -> bool:
        """Whether a background loop takes the next piece of work with it."""
        return _CLAIMS in self.text

    @property
    def rows_read(self) -> int:
        """The rows that its SELECTs returned."""
        tags = self.outcome.split("; ")
        counts = (tag.removeprefix(_READS) for tag in tags if tag.startswith(_READS))
        return sum(int(count) for count in counts if count.isdigit())


def statements_as_json(records: Iterable[RawExchange]) -> JsonObject:
    """The SQL among these records."""
    texts: dict[str, int] = {}
    edges: dict[str, int] = {}
    rows: list[Any] = []
    for each in records:
        if each.protocol == "postgres":
            text = texts.setdefault(_masked(each.summary), len(texts))
            edge = edges.setdefault(each.edge, len(edges))
            faults = bool(each.faults)
            rows.append(
                [each.number, edge, each.connection, each.started, each.ended, text, each.outcome, faults]
            )
    return {"texts": list(texts), "edges": list(edges), "statements": rows}


def read_statements(data: Mapping[str, Any]) -> Iterator[Statement]:
    """From `statements_as_json`, oldest first."""
    texts, edges = data["texts"], data["edges"]
    for number, edge, connection, started, ended, text, outcome, faults in data["statements"]:
        yield Statement(number, edges[edge], connection, started, ended, texts[text], outcome, faults)


@lru_cache(maxsize=_KNOWN_TEXTS)
def _masked(text: str) -> str:
    return mask_sql(text)
