"""A caller is answered before it stops listening."""

from __future__ import annotations

from bookstore.payments.settlement import SettlementTimeouts
from bookstore.platform.http import Deadlines

_TO_STORE_AND_SAY_IT = 0.2  # seconds


def test_a_caller_is_answered_while_it_still_listens() -> None:
    assert SettlementTimeouts().caller + _TO_STORE_AND_SAY_IT <= Deadlines().read
