"""Idempotency keys: a retry with the same key gets the stored response.

Source: https://docs.stripe.com/api/idempotent_requests
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from environment.doubles.gateway.errors import GatewayRefusal
from environment.doubles.gateway.messages import GatewayResponse

WINDOW_SECONDS = 24 * 3600
LONGEST_KEY = 255


@dataclass(slots=True)
class _IdempotentRequest:
    """The first request under a key; without a response it is still in flight."""

    path: str
    parameters: tuple[tuple[str, str], ...]
    received_at: float
    response: GatewayResponse | None = None


class IdempotencyKeys:
    """The requests of the last 24 hours by key, in the order of first use: expiry needs no search."""

    def __init__(self) -> None:
        self._entries: OrderedDict[str, _IdempotentRequest] = OrderedDict()

    def claim(
        self, key: str, path: str, parameters: tuple[tuple[str, str], ...], now: float
    ) -> GatewayResponse | None:
        """The stored response to replay, or None: the request is new and from now on in flight.

        `now` is in seconds since the epoch.

        Raises:
            GatewayRefusal: 400 idempotency_error for another path or other parameters under this key, or
                a key that is too long; 409 while the first request is in flight.
        """
        if len(key) > LONGEST_KEY:
            raise _error(f"Idempotency keys can be up to {LONGEST_KEY} characters.")
        self._drop_before(now - WINDOW_SECONDS)
        entry = self._entries.get(key)
        if entry is None:
            self._entries[key] = _IdempotentRequest(path, parameters, now)
            return None
        if entry.path != path:
            raise _error(
                "Keys for idempotent requests can only be used for the same endpoint they were first used for"
                f" ('{path}' vs '{entry.path}'). Try using a key other than '{key}' if you meant to execute a"
                " different request."
            )
        if entry.parameters != parameters:
            raise _error(
                "Keys for idempotent requests can only be used with the same parameters they were first used"
                f" with. Try using a key other than '{key}' if you meant to execute a different request."
            )
        if entry.response is None:
            raise _error(
                "There is currently another in-progress request using this Idempotent Key (that probably"
                " means you submitted twice, and the other request is still going through). Please try again"
                " later.",
                status=409,
                code="idempotency_key_in_use",
            )
        return entry.response

    def keep(self, key: str, response: GatewayResponse) -> None:
        """Store the response to a request that was executed."""
        self._entries[key].response = response

    def release(self, key: str) -> None:
        """Free the key of a request that was not executed."""
        self._entries.pop(key, None)

    def clear(self) -> None:
        """Free every key."""
        self._entries.clear()

    def _drop_before(self, moment: float) -> None:
        while self._entries:
            key, entry = next(iter(self._entries.items()))
            if entry.received_at > moment or entry.response is None:
                return
            del self._entries[key]


def _error(message: str, *, status: int = 400, code: str | None = None) -> GatewayRefusal:
    return GatewayRefusal(message, status=status, kind="idempotency_error", code=code)
