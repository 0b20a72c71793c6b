"""The raw record of every exchange of a proxy. It never leaves the proxy's process: see export.py."""

import itertools
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

NO_REQUEST = "no request"
"""The summary of a connection that ended before a request came: its TLS handshake failed, or was given up."""
CALLER_GAVE_UP = "the caller gave up"
"""The outcome, or its end, of a call whose caller hung up before it had the whole answer."""
KEPT = 40_000  # exchanges; the limit bounds the memory of a soak run, which never fetches its records


@dataclass(slots=True, eq=False)
class RawExchange:
    """One call and its answer, not masked. The fields are those of `Exchange`, messages are bytes."""

    number: int
    edge: str
    protocol: str
    connection: int
    started: float
    summary: str
    correlation: str | None
    request: bytes
    ended: float | None = None
    faults: tuple[str, ...] = ()
    outcome: str = "under way"
    deliveries: int = 0
    answered: bytes | None = None
    answer: bytes | None = None

    def end(self, outcome: str) -> None:
        """Close the record. The first outcome stays, so that a later hang-up does not hide an answer."""
        if self.ended is None:
            self.ended = time.time()
            self.outcome = outcome

    def give_up(self) -> None:
        """Note that the caller hung up within an answer that came in parts."""
        self.outcome = f"{self.outcome}, {CALLER_GAVE_UP}"


class Recorder:
    """All exchanges of one proxy, oldest first, numbered from 1."""

    def __init__(self, kept: int = KEPT) -> None:
        self._records: deque[RawExchange] = deque(maxlen=kept)
        self._numbers = itertools.count(1)
        self.last = 0

    def open(  # noqa: PLR0917 - called once per exchange, keywords would cost a microsecond
        self, edge: str, protocol: str, connection: int, summary: str, correlation: str | None, request: bytes
    ) -> RawExchange:
        """Add an exchange that begins now."""
        self.last = next(self._numbers)
        record = RawExchange(
            self.last, edge, protocol, connection, time.time(), summary, correlation, request
        )
        self._records.append(record)
        return record

    def since(self, number: int, edge: str | None = None) -> Iterator[RawExchange]:
        """Exchanges with a higher number, of one edge or of all."""
        return (
            record
            for record in tuple(self._records)
            if record.number > number and (edge is None or record.edge == edge)
        )

    def forget(self, until: int) -> int:
        """Drop the exchanges up to and including this number. Returns how many were dropped."""
        before = len(self._records)
        while self._records and self._records[0].number <= until:
            self._records.popleft()
        return before - len(self._records)
