"""Who asks for a payment hears what is known of it before they stop listening."""

from __future__ import annotations

from bookstore.payments.settlement import SettlementTimeouts
from bookstore.platform.http import Deadlines

_TO_STORE_AND_SAY_IT = 0.2  # seconds


def test_a_caller_is_told_that_the_outcome_is_not_known_while_it_still_listens() -> None:
    assert SettlementTimeouts().caller + _TO_STORE_AND_SAY_IT <= Deadlines().read
