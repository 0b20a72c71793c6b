"""What happened inside and between the parts that nobody wanted."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.books import Books, LogLine
from environment.audit.breach import Breach, Kind, Table


def no_unhandled_exception(books: Books) -> Iterator[Breach]:
    """No part has logged an exception that it did not expect."""
    for line in books.troubles:
        if line.exception is not None:
            sentence = f'{line.service} failed inside ("{line.event}"): {_last(line)}{_trace(line)}'
            yield Breach(Kind.UNHANDLED_EXCEPTION, sentence, (Table.of("log", [line]),))


def no_unexpected_call(books: Books) -> Iterator[Breach]:
    """No call on an arrow that the scenario did not expect."""
    for call in books.unexpected_calls:
        sentence = f"nobody expected this call on {call.edge}: {call.summary}"
        yield Breach(Kind.UNEXPECTED_CALL, sentence, (Table.of("calls", [call]),))


def _last(line: LogLine) -> str:
    return (line.exception or "").strip().rpartition("\n")[2]


def _trace(line: LogLine) -> str:
    return f" (trace {line.trace_id})" if line.trace_id else ""
