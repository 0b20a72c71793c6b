"""Ownership of checkouts: which instance runs which of them.

An instance stores its number with a checkout. It counts as alive while it holds the PostgreSQL advisory lock
of that number. The lock belongs to a database session: it is released when the process exits or the server
restarts. Then another instance, or the next start of this one, may claim its checkouts.
"""

from __future__ import annotations

import logging
import secrets

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bookstore.platform.database import Database

_log = logging.getLogger(__name__)
_LOCK = text("SELECT pg_try_advisory_lock(:owner)")


class Ownership:
    """The number of this instance, and the session that holds its lock."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._session: Connection | None = None
        self.number = 0

    def renew(self) -> int:
        """The number of this instance; a new one where the session was lost, since others may have claimed.

        Raises sqlalchemy.exc.OperationalError when the database does not answer.
        """
        if self._session is not None and not self._alive(self._session):
            self.release()
        if self._session is None:
            session = self._database.engine.execution_options(isolation_level="AUTOCOMMIT").connect()
            number = secrets.randbits(62)
            session.execute(_LOCK, {"owner": number})
            self._session, self.number = session, number
        return self.number

    def release(self) -> None:
        """Release the lock."""
        session, self._session = self._session, None
        if session is not None:
            session.invalidate()
            session.close()

    @staticmethod
    def _alive(session: Connection) -> bool:
        try:
            session.execute(text("SELECT 1"))
        except DBAPIError:
            _log.warning("the session that proves this instance alive was lost")
            return False
        return True
