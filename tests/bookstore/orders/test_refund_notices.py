"""The reports about refunds that the orders service accepts."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bookstore.orders.schemas.refunds import RefundNotice


def test_a_report_of_an_amount_is_accepted() -> None:
    assert RefundNotice.model_validate({"amount": 1, "state": "failed"}).amount == 1


@pytest.mark.parametrize("amount", [0, -1])
def test_a_report_of_nothing_is_refused(amount: int) -> None:
    with pytest.raises(ValidationError):
        RefundNotice.model_validate({"amount": amount, "state": "failed"})
