"""What happened inside and between the parts that nobody wanted."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import Breach, Kind, Table
from environment.audit.snapshot import Books, LogLine


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
    """What was raised in the end: the first line below the last call stack."""
    _, _, stack = (line.exception or "").rpartition("Traceback (most recent call last):\n")
    raised = (text for text in stack.splitlines() if text and not text[0].isspace())
    return next(raised, "an exception without a message")


def _trace(line: LogLine) -> str:
    return f" (trace {line.trace_id})" if line.trace_id else ""
