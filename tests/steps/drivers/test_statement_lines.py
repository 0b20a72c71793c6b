"""A payment intent of the gateway as a statement line: amounts with their currency, and the method."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from steps.drivers.gateway import GatewayDriver
from steps.vocabulary.money import Money
from steps.vocabulary.statement import StatementLine

TOTAL, PART = Money(1900, "USD"), Money(500, "USD")
PAID = {"status": "succeeded", "amount_received": 1900}
HELD = {"status": "requires_capture", "capture_method": "manual", "amount_capturable": 1900}
CANCELED = {"status": "canceled", "capture_method": "manual"}


def line(intent: dict[str, Any], **charge: Any) -> StatementLine:
    """The statement line of an intent over $19.00, with the charge that it names as its latest."""
    complete = {
        "id": "pi_1",
        "metadata": {},
        "amount": 1900,
        "amount_received": 0,
        "amount_capturable": 0,
        "currency": "usd",
        "capture_method": "automatic",
        "latest_charge": charge or None,
        **intent,
    }
    page: Any = SimpleNamespace(
        raise_for_status=lambda: None, json=lambda: {"data": [complete], "has_more": False}
    )
    session: Any = SimpleNamespace(request=lambda *_, **__: page)
    (found,) = GatewayDriver("", "", "", "", session).charges()
    return found.line


def test_a_charge_of_a_card_is_told_from_one_of_a_wallet() -> None:
    assert line({**PAID, "capture_method": "manual"}) == StatementLine.charge("card", TOTAL)
    assert line(PAID) == StatementLine.charge("wallet", TOTAL)


def test_the_wallet_that_a_charge_names_counts_for_a_hold_too() -> None:
    apple = {"card": {"wallet": {"type": "apple_pay"}}}
    assert line(HELD, payment_method_details=apple) == StatementLine.hold("wallet", TOTAL)


def test_a_refund_is_the_part_of_the_charge_that_went_back() -> None:
    found = line({**PAID, "capture_method": "manual"}, status="succeeded", amount_refunded=500)
    assert found == StatementLine.charge("card", TOTAL, PART)


def test_a_released_hold_is_no_refund() -> None:
    assert line(CANCELED, status="succeeded", amount_refunded=1900) == StatementLine.released_hold(
        "card", TOTAL
    )


def test_a_canceled_payment_that_the_issuer_declined_has_released_nothing() -> None:
    assert line(CANCELED, status="failed", amount_refunded=0) == StatementLine.charge("card", TOTAL.nothing)


@pytest.mark.parametrize(
    "other",
    [
        StatementLine.charge("wallet", TOTAL),
        StatementLine.charge("card", Money(1900, "EUR")),
        StatementLine.charge("card", Money(1901, "USD")),
        StatementLine.charge("card", TOTAL, PART),
        StatementLine.hold("card", TOTAL),
        StatementLine.released_hold("card", TOTAL),
    ],
)
def test_a_line_is_equal_to_none_with_another_method_currency_or_amount(other: StatementLine) -> None:
    assert other != StatementLine.charge("card", TOTAL)


def test_money_in_a_currency_without_a_sign_can_still_be_printed() -> None:
    assert "1000 minor units of CHF charged" in str(StatementLine.charge("card", Money(1000, "CHF")))


def test_what_parcels_have_left_of_a_hold_is_held_or_released() -> None:
    part = {**HELD, "amount_received": 500, "amount_capturable": 1400}
    assert line(part) == StatementLine.parts("card", PART, held=Money(1400, "USD"))
    ended = {**PAID, "amount_received": 500, "capture_method": "manual"}
    assert line(ended) == StatementLine.parts("card", PART, released=Money(1400, "USD"))
