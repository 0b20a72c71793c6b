from __future__ import annotations

from typing import Any

import pytest

from environment.doubles.gateway import response_schema

from .account import SandboxAccount
from .test_control_surface import ControlledAccount


@pytest.mark.parametrize("card", ["pm_card_createDispute", "pm_card_createDisputeProductNotReceived"])
@pytest.mark.parametrize("amount", [None, 400])
def test_a_disputed_charge_cannot_be_refunded(account: SandboxAccount, card: str, amount: int | None) -> None:
    intent = account.pay(card).body["id"]
    part: dict[str, Any] = {} if amount is None else {"amount": amount}
    refused = account.post("refunds", payment_intent=intent, **part)
    assert (refused.status, refused.error["code"]) == (400, "charge_disputed")
    (charge,) = account.charges(intent)
    assert (charge["disputed"], charge["amount_refunded"]) == (True, 0)


def test_a_dispute_after_a_partial_refund_ends_refunds(account: SandboxAccount) -> None:
    controlled = ControlledAccount(account)
    intent = account.pay().body["id"]
    assert account.post("refunds", payment_intent=intent, amount=400).status == 200
    (charge,) = account.charges(intent)
    controlled.act("POST", f"charges/{charge['id']}/dispute", reason="product_not_received")
    assert account.post("refunds", charge=charge["id"]).error["code"] == "charge_disputed"


def test_a_charge_under_inquiry_can_be_refunded(account: SandboxAccount) -> None:
    intent = account.pay("pm_card_createDisputeInquiry").body["id"]
    assert account.post("refunds", payment_intent=intent).status == 200


def test_a_dispute_is_an_event_that_keeps_the_schema(account: SandboxAccount) -> None:
    intent = account.pay("pm_card_createDispute", capture_method="manual").body["id"]
    account.ledger.tick()
    assert "charge.dispute.created" not in account.happened()
    account.post(f"payment_intents/{intent}/capture")
    (event,) = account.get("events", type="charge.dispute.created").body["data"]
    dispute = event["data"]["object"]
    assert response_schema.problems(dispute) == []
    assert (dispute["payment_intent"], dispute["amount"], dispute["status"], dispute["reason"]) == (
        intent,
        1900,
        "needs_response",
        "fraudulent",
    )


def test_only_a_captured_charge_is_disputed_and_only_once(account: SandboxAccount) -> None:
    controlled = ControlledAccount(account)
    (held,) = account.charges(account.hold())
    controlled.act("POST", f"charges/{held['id']}/dispute", expect=400)
    (paid,) = account.charges(account.pay().body["id"])
    controlled.act("POST", f"charges/{paid['id']}/dispute")
    controlled.act("POST", f"charges/{paid['id']}/dispute", expect=400)
    controlled.act("POST", "charges/ch_unknown/dispute", expect=404)
