"""The mails that an order has caused, where the databases cannot be read."""

from __future__ import annotations

import pytest

from environment.world.public_stored_data import mails_due


@pytest.mark.parametrize(("state", "mails"), [("placed", 0), ("paid", 1), ("canceling", 2), ("canceled", 2)])
def test_each_state_of_an_order_has_its_mails(state: str, mails: int) -> None:
    assert mails_due(state, []) == mails


@pytest.mark.parametrize(
    ("state", "mails"),
    [("placed", 0), ("awaiting", 1), ("owed", 1), ("paid", 2), ("canceling", 2), ("canceled", 2)],
)
def test_an_order_by_transfer_has_a_mail_that_asks_for_it(state: str, mails: int) -> None:
    assert mails_due(state, [], by_transfer=True) == mails


def test_each_refund_has_a_mail() -> None:
    assert mails_due("paid", ["pending", "failed", "asked"]) == 3


@pytest.mark.parametrize("state", ["canceling", "canceled"])
def test_a_refund_of_a_canceled_order_may_be_part_of_its_cancellation(state: str) -> None:
    assert mails_due(state, ["refunded", "failed"]) == mails_due(state, [])


@pytest.mark.parametrize(("state", "refunds"), [("on-hold", []), ("awaiting", []), ("paid", ["halved"])])
def test_a_state_that_is_not_known_is_refused(state: str, refunds: list[str]) -> None:
    with pytest.raises(ValueError, match="there are:"):
        mails_due(state, refunds)
