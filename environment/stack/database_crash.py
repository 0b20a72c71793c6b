"""Crashes the PostgreSQL server of a stack and starts it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from environment.runtime.embedded import DatabaseServer


@dataclass(frozen=True)
class DatabaseCrash:
    """The crash and the recovery of one server. `record_event` takes a sentence for the drawing."""

    server: DatabaseServer
    record_event: Callable[[str], None]

    def crash(self) -> None:
        """Stop the server at once, with its connections open and nothing flushed that was not committed."""
        self.server.stop()
        self.record_event("PostgreSQL is down")

    def recover(self) -> None:
        """Start the server with the data that it had; returns when it accepts connections."""
        self.server.start()
