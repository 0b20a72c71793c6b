"""Idempotency keys: the same key gets the same answer (https://docs.stripe.com/api/idempotent_requests)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from environment.doubles.gateway.errors import GatewayRefusal

WINDOW_SECONDS = 24 * 3600
LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class GatewayResponse:
    """What was sent, or will be."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _IdempotentRequest:
    path: str
    sent: tuple[tuple[str, str], ...]
    since: float
    answer: GatewayResponse | None = None


class IdempotencyKeys:
    """Kept in order of first use, so that forgetting the oldest needs no search."""

    def __init__(self) -> None:
        self._entries: OrderedDict[str, _IdempotentRequest] = OrderedDict()

    def claim(
        self, key: str, path: str, sent: tuple[tuple[str, str], ...], now: float
    ) -> GatewayResponse | None:
        """The stored answer to replay, or None: the request is new and now in flight.

        Raises Refusal: 400 idempotency_error for another request under this key, 409 while the first
        is still in flight. `now` is in seconds.
        """
        if len(key) > LONGEST_KEY:
            raise _error(f"Idempotency keys can be up to {LONGEST_KEY} characters.")
        self._forget_before(now - WINDOW_SECONDS)
        entry = self._entries.get(key)
        if entry is None:
            self._entries[key] = _IdempotentRequest(path, sent, now)
            return None
        if entry.path != path:
            raise _error(
                "Keys for idempotent requests can only be used for the same endpoint they were first used for"
                f" ('{path}' vs '{entry.path}'). Try using a key other than '{key}' if you meant to execute a"
                " different request."
            )
        if entry.sent != sent:
            raise _error(
                "Keys for idempotent requests can only be used with the same parameters they were first used"
                f" with. Try using a key other than '{key}' if you meant to execute a different request."
            )
        if entry.answer is None:
            raise _error(
                "There is currently another in-progress request using this Idempotent Key (that probably"
                " means you submitted twice, and the other request is still going through). Please try again"
                " later.",
                status=409,
                code="idempotency_key_in_use",
            )
        return entry.answer

    def keep(self, key: str, answer: GatewayResponse) -> None:
        self._entries[key].answer = answer

    def release(self, key: str) -> None:
        """Nothing was executed: the key may be used again."""
        self._entries.pop(key, None)

    def clear(self) -> None:
        self._entries.clear()

    def _forget_before(self, moment: float) -> None:
        while self._entries:
            key, entry = next(iter(self._entries.items()))
            if entry.since > moment or entry.answer is None:
                return
            del self._entries[key]


def _error(message: str, *, status: int = 400, code: str | None = None) -> GatewayRefusal:
    return GatewayRefusal(message, status=status, kind="idempotency_error", code=code)
