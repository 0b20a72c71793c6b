from typing import Any

import pytest

from environment.audit.facts import ledger_and_inbox
from environment.audit.facts.snapshot import ChargeRow


def _intent(**fields: Any) -> dict[str, Any]:
    intent = {"id": "pi_1", "metadata": {"checkout_id": "c-1"}, "status": "succeeded", "currency": "usd"}
    return intent | {"amount": 1900, "amount_capturable": 0, "amount_received": 1900} | fields


def _refund(amount: int, status: str) -> dict[str, Any]:
    metadata = {"refund_id": f"r-{amount}"}
    return {
        "payment_intent": "pi_1",
        "metadata": metadata,
        "currency": "usd",
        "amount": amount,
        "status": status,
    }


def test_a_failed_refund_is_not_subtracted() -> None:
    refunds = [_refund(100, "succeeded"), _refund(20, "pending"), _refund(3, "failed")]
    (charge,) = ledger_and_inbox.charges({"payment_intents": [_intent()], "refunds": refunds})
    assert charge == ChargeRow("pi_1", "c-1", "succeeded", "USD", 1900, 0, 1900, 120)
    assert charge.kept == 1780


def test_a_hold_is_the_amount_that_can_still_be_captured() -> None:
    intent = _intent(status="requires_capture", amount_capturable=1900, amount_received=0)
    (charge,) = ledger_and_inbox.charges({"payment_intents": [intent], "refunds": []})
    assert (charge.held, charge.captured) == (1900, 0)


def test_a_payment_without_a_checkout_is_listed() -> None:
    (charge,) = ledger_and_inbox.charges({"payment_intents": [_intent(metadata={})], "refunds": []})
    assert charge.checkout_id is None


def test_a_refund_has_the_id_of_the_payments_service() -> None:
    (refund,) = ledger_and_inbox.refunds({"refunds": [_refund(100, "succeeded")]})
    assert (refund.refund_id, refund.amount, refund.currency) == ("r-100", 100, "USD")


@pytest.mark.parametrize(
    ("line", "minor_units"),
    [
        ("Grand total: $1,234.50", 123450),
        ("Gesamtbetrag: 1.234,50\N{NO-BREAK SPACE}€", 123450),
        ("Total: 1\N{NARROW NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}€", 123450),
        ("合計: ￥1,234", 1234),
        ("Grand total: KWD\N{NO-BREAK SPACE}5.000", 5000),
    ],
)
def test_the_total_of_a_mail_is_read_in_every_language(line: str, minor_units: int) -> None:
    text = f"Thank you\r\n\r\nSubtotal: $1.00\r\n{line}\r\nPaid by card: $9.99\r\n"
    assert ledger_and_inbox.stated_total(text) == minor_units


def test_a_mail_that_states_no_total_has_none() -> None:
    assert ledger_and_inbox.stated_total("Subtotal: $1.00\r\n") is None


def test_the_message_id_of_a_mail_names_its_order_and_kind() -> None:
    found = {"recipients": ["ada@readers.example"], "subject": "Merci", "text": ""}
    about = ledger_and_inbox.mail(found | {"message_id": "<BK-7Q2M-4HXW.cancellation@bookstore.example>"})
    unknown = ledger_and_inbox.mail(found | {"message_id": "<1@elsewhere.example>"})
    assert (about.order_number, about.kind) == ("BK-7Q2M-4HXW", "cancellation")
    assert (unknown.order_number, unknown.kind) == (None, None)
