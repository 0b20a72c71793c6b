"""A driver keeps its tokens as long as a service does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from steps.drivers.callers.kept_tokens import KeptTokens


class Issuer:
    """Issues a new token each time, and counts them."""

    def __init__(self) -> None:
        self.issued = 0

    def token(self, caller: str, callee: str) -> str:
        self.issued += 1
        return f"{caller} {callee} {self.issued}"


def test_a_token_is_kept_for_forty_seconds_and_for_one_callee() -> None:
    now = [datetime(2026, 11, 30, tzinfo=UTC)]
    tokens = KeptTokens(Issuer(), lambda: now[0])
    assert tokens.token("cart", "pricing") == tokens.token("cart", "pricing") == "cart pricing 1"
    assert tokens.token("cart", "inventory") == "cart inventory 2"
    now[0] += timedelta(seconds=39)
    assert tokens.token("cart", "pricing") == "cart pricing 1"
    now[0] += timedelta(seconds=1)
    assert tokens.token("cart", "pricing") == "cart pricing 3"
