from __future__ import annotations

from typing import Any

from .account import SandboxAccount

_IN_PARTS = {"payment_method_options": {"card": {"request_multicapture": "if_available"}}}


def _hold(account: SandboxAccount) -> str:
    return account.hold(**_IN_PARTS)


def _capture(account: SandboxAccount, intent: str, amount: int, *, final: bool = False) -> dict[str, Any]:
    sent: dict[str, Any] = {"amount_to_capture": amount, "final_capture": "true" if final else "false"}
    return account.post(f"payment_intents/{intent}/capture", **sent).body


def test_a_part_leaves_the_rest_authorized_and_the_charge_is_not_captured_yet(
    account: SandboxAccount,
) -> None:
    intent = _hold(account)
    held = _capture(account, intent, 700)
    assert (held["status"], held["amount_received"], held["amount_capturable"]) == (
        *("requires_capture", 700),
        1200,
    )
    (charge,) = account.charges(intent)
    assert (charge["captured"], charge["amount_captured"]) == (False, 700)
    assert charge["payment_method_details"]["card"]["multicapture"] == {"status": "available"}
    assert account.happened()[-2:] == ["payment_intent.amount_capturable_updated", "charge.updated"]


def test_the_last_capture_releases_the_rest(account: SandboxAccount) -> None:
    intent = _hold(account)
    _capture(account, intent, 700)
    ended = _capture(account, intent, 200, final=True)
    assert (ended["status"], ended["amount_received"], ended["amount_capturable"]) == ("succeeded", 900, 0)
    (charge,) = account.charges(intent)
    assert (charge["captured"], charge["amount_captured"], charge["amount_refunded"]) == (True, 900, 0)
    assert account.happened()[-2:] == ["charge.captured", "payment_intent.succeeded"]


def test_nothing_is_released_where_nothing_was_captured(account: SandboxAccount) -> None:
    intent = _hold(account)
    refused = account.post(f"payment_intents/{intent}/capture", amount_to_capture=0)
    assert (refused.status, refused.error["param"]) == (400, "amount_to_capture")


def test_a_part_stays_captured_when_the_rest_expires(account: SandboxAccount) -> None:
    intent = _hold(account)
    _capture(account, intent, 700)
    account.clock.move(days=7)
    expired = account.get(f"payment_intents/{intent}").body
    assert (expired["status"], expired["amount_received"]) == ("succeeded", 700)
    assert _capture(account, intent, 100)["error"]["code"] == "payment_intent_unexpected_state"


def test_a_part_stays_captured_when_the_rest_is_canceled(account: SandboxAccount) -> None:
    intent = _hold(account)
    _capture(account, intent, 700)
    ended = account.post(f"payment_intents/{intent}/cancel").body
    assert (ended["status"], ended["amount_received"], ended["amount_capturable"]) == ("succeeded", 700, 0)


def test_what_was_captured_is_refunded_before_the_last_capture(account: SandboxAccount) -> None:
    intent = _hold(account)
    _capture(account, intent, 700)
    assert account.post("refunds", payment_intent=intent).body["amount"] == 700
    assert account.charges(intent)[0]["refunded"] is False
    assert account.post("refunds", payment_intent=intent, amount=1).error["code"] == "charge_already_refunded"
