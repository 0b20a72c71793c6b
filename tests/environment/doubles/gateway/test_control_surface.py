from __future__ import annotations

import json
from typing import Any

import pytest

from environment.doubles.gateway.control import GatewayControl
from environment.doubles.gateway.handlers import webhook_endpoints
from environment.doubles.gateway.messages import GatewayRequest

from .account import SandboxAccount


class ControlledAccount:
    """An account with its control surface."""

    def __init__(self, account: SandboxAccount) -> None:
        self.account = account
        self._control = GatewayControl(account.gateway, account.deliveries, account.behaviors, "token")

    def act(self, method: str, path: str, *, token: str = "token", expect: int = 200, **body: Any) -> Any:
        headers = {"authorization": f"Bearer {token}"}
        request = GatewayRequest(method, f"/_sandbox/{path}", "", headers, json.dumps(body).encode())
        answer = self._control.handle(request)
        assert answer.status == expect, answer.body
        return json.loads(answer.body)


@pytest.fixture
def controlled() -> ControlledAccount:
    return ControlledAccount(SandboxAccount())


def test_the_control_surface_needs_its_own_token(controlled: ControlledAccount) -> None:
    controlled.act("POST", "reset", token="sk_test_wrong", expect=401)
    controlled.act("POST", "nothing", expect=404)


def test_without_a_token_in_the_settings_every_action_is_refused() -> None:
    account = SandboxAccount()
    control = GatewayControl(account.gateway, account.deliveries, account.behaviors, None)
    request = GatewayRequest("POST", "/_sandbox/reset", "", {"authorization": "Bearer None"}, b"")
    assert control.handle(request).status == 401


def test_a_reset_empties_the_account(controlled: ControlledAccount) -> None:
    account = controlled.account
    account.pay(key="k")
    controlled.act("POST", "keys/secret", accepted=False)
    controlled.act("POST", "answers", status=429)
    controlled.act("POST", "reset")
    assert account.get("payment_intents").body["data"] == []
    assert account.get("events").body["data"] == []
    assert "Idempotent-Replayed" not in account.pay(key="k").headers


def test_a_refund_fails_when_the_test_says_so(controlled: ControlledAccount) -> None:
    account = controlled.account
    intent = account.pay().body["id"]
    refund = account.post("refunds", payment_intent=intent, amount=900).body["id"]
    failed = controlled.act("POST", f"refunds/{refund}", outcome="failed", reason="lost_or_stolen_card")
    assert (failed["status"], failed["failure_reason"]) == ("failed", "lost_or_stolen_card")
    assert controlled.act("GET", "totals")["currencies"]["usd"]["refunded"] == 0
    controlled.act("POST", "refunds/re_unknown", outcome="failed", expect=404)
    controlled.act("POST", f"refunds/{refund}", expect=400)


def test_a_challenge_is_passed_or_failed(controlled: ControlledAccount) -> None:
    account = controlled.account
    asked = account.pay("pm_card_authenticationRequired").body["id"]
    assert controlled.act("GET", "totals")["awaiting_customer"] == 1
    failed = controlled.act("POST", f"payment_intents/{asked}/challenge", outcome="failed")
    assert failed["status"] == "requires_payment_method"
    controlled.act("POST", f"payment_intents/{asked}/challenge", outcome="passed", expect=400)


def test_the_totals_show_authorized_and_captured_amounts(controlled: ControlledAccount) -> None:
    account = controlled.account
    account.hold(currency="jpy")
    account.pay(currency="kwd", amount=5120)
    account.pay("pm_card_visa_chargeDeclined")
    currencies = controlled.act("GET", "totals")["currencies"]
    assert (currencies["jpy"]["held"], currencies["jpy"]["captured"]) == (1900, 0)
    assert (currencies["kwd"]["held"], currencies["kwd"]["captured"]) == (0, 5120)
    assert (currencies["usd"]["captures"], currencies["usd"]["captured"]) == (0, 0)
    assert len(controlled.act("GET", "ledger")["charges"]) == 3


def test_webhooks_are_duplicated(controlled: ControlledAccount) -> None:
    account = controlled.account
    webhook_endpoints.register(account.ledger, "http://shop.example/hooks", "whsec_x", ["charge.succeeded"])
    controlled.act("POST", "webhooks/copies", copies=2)
    account.pay()
    assert controlled.act("GET", "webhooks")["unsettled"] == 2
    event = account.get("events", type="charge.succeeded").body["data"][0]["id"]
    assert {delivery["event"] for delivery in controlled.act("GET", "webhooks")["deliveries"]} == {event}


def test_a_response_with_planned_fields_executes_nothing(controlled: ControlledAccount) -> None:
    account = controlled.account
    held = account.hold()
    controlled.act(
        "POST", "answers", match="POST /v1/payment_intents/", says={"status": "requires_confirmation"}
    )
    told = account.post(f"payment_intents/{held}/capture", key="k")
    assert (told.status, told.body["status"], told.body["amount_received"]) == (
        200,
        "requires_confirmation",
        0,
    )
    assert account.post(f"payment_intents/{held}/capture", key="k").body["status"] == "succeeded"


def test_a_conflicting_request_precedes_under_the_same_key(controlled: ControlledAccount) -> None:
    account = controlled.account
    controlled.act("POST", "rivals", match="POST /v1/payment_intents", params={"amount": "2500"})
    refused = account.pay(key="k")
    assert (refused.status, refused.error["type"]) == (400, "idempotency_error")
    (only,) = account.get("payment_intents").body["data"]
    assert only["amount"] == 2500


def test_an_unused_plan_is_reported_once(controlled: ControlledAccount) -> None:
    controlled.act("POST", "answers", match="POST /v1/refunds", status=503)
    controlled.act("POST", "answers", match="GET /v1/payment_intents/", says={"status": "under_review"})
    controlled.act("POST", "rivals", match="POST /v1/payment_intents", params={"amount": "2500"})
    controlled.act("POST", "holds", match="POST /v1/payment_intents/")
    assert controlled.act("POST", "plans/end") == {
        "idle": [
            "POST /v1/refunds is answered with 503",
            "GET /v1/payment_intents/ is answered with status=under_review",
            "a conflicting request precedes POST /v1/payment_intents",
            "POST /v1/payment_intents/ is held",
        ]
    }
    assert controlled.account.pay().status == 200, "every plan has ended"
    assert controlled.act("POST", "plans/end") == {"idle": []}


def test_a_plan_that_was_used_once_is_not_reported(controlled: ControlledAccount) -> None:
    controlled.act("POST", "answers", match="POST /v1/payment_intents", status=503, times=1000)
    assert controlled.account.pay().status == 503
    assert controlled.act("POST", "plans/end") == {"idle": []}


def test_a_dropped_plan_is_not_reported(controlled: ControlledAccount) -> None:
    controlled.act("POST", "answers", status=503)
    controlled.act("POST", "answers/forget")
    assert controlled.act("POST", "plans/end") == {"idle": []}


def test_a_hold_that_was_released_before_any_request_is_reported(controlled: ControlledAccount) -> None:
    controlled.act("POST", "holds", match="POST /v1/refunds")
    controlled.act("POST", "holds/release")
    assert controlled.act("POST", "plans/end") == {"idle": ["POST /v1/refunds is held"]}


@pytest.mark.parametrize(
    "plan", [{"status": 503}, {"status": 500, "executed": True}], ids=["in its place", "after the work"]
)
def test_a_replayed_request_does_not_use_up_the_plan(
    controlled: ControlledAccount, plan: dict[str, Any]
) -> None:
    account = controlled.account
    account.pay(key="first")
    controlled.act("POST", "answers", match="POST /v1/payment_intents", **plan)
    assert account.pay(key="first").status == 200
    assert account.pay(key="first", amount=5).error["type"] == "idempotency_error"
    assert account.pay(key="second").status == plan["status"]


def test_a_refused_request_does_not_use_up_the_plan(
    controlled: ControlledAccount,
) -> None:
    account = controlled.account
    controlled.act("POST", "answers", match="POST /v1/payment_intents", status=500, executed=True)
    assert account.pay("pm_card_visa_chargeDeclined").status == 402
    assert account.pay(amount="nothing").status == 400
    assert account.pay().status == 500


def test_a_conflicting_request_that_changes_nothing_precedes_the_next_request(
    controlled: ControlledAccount,
) -> None:
    account = controlled.account
    account.pay(key="taken")
    controlled.act("POST", "rivals", match="POST /v1/payment_intents", params={"amount": "2500"})
    assert account.pay(key="taken").status == 200
    assert account.pay(key="free").error["type"] == "idempotency_error"
    assert controlled.act("POST", "plans/end") == {"idle": []}
