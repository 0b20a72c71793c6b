"""What a customer may owe: the limit, what is owed of it, and nothing while an invoice is overdue."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from bookstore.payments.credit.errors import (
    CreditLimitExceeded,
    CreditRefusal,
    InvoiceOverdue,
    NotOnInvoice,
)
from bookstore.payments.credit.model import CreditAccount
from bookstore.payments.transfers.model import ExpectedTransfer, Transfer, booked
from bookstore.platform.money import Currency, Money

CHECKOUT, REPAYMENT = UUID(int=1), UUID(int=2)
DUE = datetime(2026, 2, 8, 10, tzinfo=UTC)


def _account(limit: int, owed: int, *, overdue: bool = False) -> CreditAccount:
    return CreditAccount(Money(limit, Currency.USD), owed, overdue)


@pytest.mark.parametrize(
    ("account", "refusal"),
    [
        (_account(0, 1), NotOnInvoice),
        (_account(1900, 1901), CreditLimitExceeded),
        (_account(1900, 1, overdue=True), InvoiceOverdue),
        (_account(0, 1, overdue=True), NotOnInvoice),
    ],
)
def test_what_is_owed_is_held_to_the_limit(account: CreditAccount, refusal: type[CreditRefusal]) -> None:
    with pytest.raises(refusal):
        account.demand()


def test_the_whole_limit_may_be_owed() -> None:
    _account(1900, 1900).demand()


@pytest.mark.parametrize(("limit", "owed", "left"), [(1900, 0, 1900), (1900, 1900, 0), (500, 1900, 0)])
def test_what_is_left_is_never_less_than_nothing(limit: int, owed: int, left: int) -> None:
    assert _account(limit, owed).left == left


def test_a_transfer_after_the_due_date_pays_what_is_owed() -> None:
    owed = ExpectedTransfer(
        checkout_id=CHECKOUT,
        reference="RF55B00KST0RE",
        amount=Money(1900, Currency.USD),
        due_at=DUE,
        owed_by="ada",
    )
    late = Transfer("stmt-1", Money(1900, Currency.USD), "RF55B00KST0RE", DUE.replace(year=2027))
    result = booked(late, owed, REPAYMENT)
    assert (result.claimed, result.repayment) == (1900, None)
