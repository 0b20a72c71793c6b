"""Structured logs: one JSON object per line, with the correlation that is bound."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any

from bookstore.platform import correlation

_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}

# What PostgreSQL adds to an error: the rows that collide, hence a customer's data.
_ROW = re.compile(r"^(?:DETAIL|CONTEXT): .*\n?", re.MULTILINE)


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON; the keys of `extra` become fields."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        bound = correlation.current_or_none()
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "service": self._service,
            "event": record.getMessage(),
        }
        if bound is not None:
            line |= {"trace_id": bound.trace_id, "baggage": bound.baggage}
        line |= {key: value for key, value in vars(record).items() if key not in _KNOWN}
        if record.exc_info:
            line["exception"] = _ROW.sub("", self.formatException(record.exc_info))
        return json.dumps(line, default=str)


def configure(service: str, level: str = "INFO") -> None:
    """Send every logger of this process to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("uvicorn.access", "httpcore", "stripe"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
