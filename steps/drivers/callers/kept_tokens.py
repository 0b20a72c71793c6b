"""The tokens of drivers: each is kept until it has to be renewed, as services do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

_RENEWED_AFTER = timedelta(seconds=40)  # of a minute


class TokenIssuer(Protocol):
    """Issues the tokens of services, each good for a minute."""

    def token(self, caller: str, callee: str) -> str:
        """A bearer token of the caller for the callee."""
        ...


class KeptTokens:
    """The tokens of an issuer, each for as long as a service uses its own. One for a scenario."""

    def __init__(self, issuer: TokenIssuer, now: Callable[[], datetime]) -> None:
        """`now` gives the time in UTC."""
        self._issuer, self._now = issuer, now
        self._kept: dict[tuple[str, str], tuple[str, datetime]] = {}

    def token(self, caller: str, callee: str) -> str:
        """A bearer token of the caller for the callee, good for at least 20 more seconds."""
        now = self._now()
        token, signed_at = self._kept.get((caller, callee), ("", now))
        if not token or now - signed_at >= _RENEWED_AFTER:
            token = self._issuer.token(caller, callee)
            self._kept[caller, callee] = (token, now)
        return token
