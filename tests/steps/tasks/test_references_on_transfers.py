"""What a customer writes wrongly on a transfer is never by chance the reference of an order."""

from __future__ import annotations

import pytest

from bookstore.payments.transfers.reference import new_reference, read_reference
from steps.tasks.transfers import SPELLINGS


@pytest.mark.parametrize("spelling", ["with a wrong digit", "cut off", "left out"])
def test_a_reference_with_a_slip_never_fits_its_check_digits(spelling: str) -> None:
    references = [new_reference() for _ in range(1500)]
    fitting = [each for each in references if read_reference(SPELLINGS[spelling](each))]
    assert fitting == [], "these fit by chance"
