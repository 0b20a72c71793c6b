"""The gateway sandbox as a process, called by the official SDK over TLS."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import requests
import stripe

from environment.doubles.gateway.authority import TestAuthority

from .account import PUBLISHABLE_KEY
from .conftest import RunningGateway, WebhookReceiver, serving

CARD = {"allowed_payment_method_types": ["card"]}


def _hold(client: stripe.StripeClient, card: str = "pm_card_visa", **options: str) -> stripe.PaymentIntent:
    return client.v1.payment_intents.create(
        {
            "amount": 1900,
            "currency": "usd",
            "confirm": True,
            "capture_method": "manual",
            "payment_method": card,
            "allowed_payment_method_types": ["card"],
            "metadata": {"order": "BK-1"},
        },
        options,  # type: ignore[arg-type]
    )


def test_a_browser_tokenizes_and_a_shop_holds_captures_and_refunds(
    running: RunningGateway, client: stripe.StripeClient
) -> None:
    browser = running.client(PUBLISHABLE_KEY)
    method = browser.v1.payment_methods.create({"type": "card", "card": {"token": "tok_visa"}})
    held = _hold(client, method.id)
    captured = client.v1.payment_intents.capture(held.id, {"amount_to_capture": 1500})
    refund = client.v1.refunds.create({"payment_intent": held.id, "amount": 500})
    charge = client.v1.payment_intents.retrieve(held.id, {"expand": ["latest_charge"]}).latest_charge
    assert isinstance(charge, stripe.Charge)
    assert (captured.status, refund.status) == ("succeeded", "succeeded")
    assert (charge.amount_captured, charge.amount_refunded, charge.metadata["order"]) == (1500, 500, "BK-1")
    assert running.control("GET", "totals")["currencies"]["usd"] == {
        "held": 0,
        "captured": 1500,
        "refunded": 500,
        "captures": 1,
        "refunds": 1,
    }


def test_a_decline_is_a_card_error(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.CardError) as declined:
        _hold(client, "pm_card_visa_chargeDeclinedInsufficientFunds")
    error = declined.value.error
    assert error is not None
    assert error.payment_intent is not None
    assert (declined.value.code, error.decline_code) == ("card_declined", "insufficient_funds")
    assert error.payment_intent.status == "requires_payment_method"
    assert declined.value.request_id is not None


def test_the_same_key_gives_the_same_answer(client: stripe.StripeClient) -> None:
    first = _hold(client, idempotency_key="k")
    second = _hold(client, idempotency_key="k")
    assert first.id == second.id
    assert second.last_response is not None
    assert second.last_response.headers["idempotent-replayed"] == "true"
    with pytest.raises(stripe.IdempotencyError):
        _hold(client, "pm_card_mastercard", idempotency_key="k")


def test_a_list_pages_by_itself(client: stripe.StripeClient) -> None:
    made = {_hold(client).id for _ in range(5)}
    listed = client.v1.payment_intents.list({"limit": 2, "created": {"gte": 0}})
    assert {intent.id for intent in listed.auto_paging_iter()} == made


def test_errors_have_the_classes_of_the_sdk(running: RunningGateway, client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as missing:
        client.v1.payment_intents.retrieve("pi_nothing")
    assert (missing.value.http_status, missing.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError) as unknown:
        client.v1.customers.create({"shoe_size": 45})  # type: ignore[arg-type]
    assert unknown.value.code == "parameter_unknown"
    with pytest.raises(stripe.AuthenticationError):
        _hold(running.client("sk_test_" + "x" * 24))
    restricted = "rk_test_" + "r" * 24
    running.control("POST", "keys", key=restricted, permissions={"refunds": "read"})
    with pytest.raises(stripe.PermissionError):
        _hold(running.client(restricted))


def test_a_test_plans_a_rate_limit_and_a_stored_500(
    running: RunningGateway, client: stripe.StripeClient
) -> None:
    running.control("POST", "answers", match="POST /v1/payment_intents", status=429)
    with pytest.raises(stripe.RateLimitError):
        _hold(client, idempotency_key="a")
    running.control("POST", "answers", match="POST /v1/payment_intents", status=500, executed=True)
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            _hold(client, idempotency_key="b")
    assert len(client.v1.payment_intents.list().data) == 1


def test_a_request_in_flight_conflicts_with_its_duplicate(
    running: RunningGateway, client: stripe.StripeClient
) -> None:
    running.control("POST", "holds", match="POST /v1/payment_intents")
    first = threading.Thread(target=_hold, args=(client,), kwargs={"idempotency_key": "k"})
    first.start()
    while running.control("GET", "holds")["caught"] == 0:
        pass
    with pytest.raises(stripe.APIError) as conflict:
        _hold(running.client(), idempotency_key="k")
    assert conflict.value.http_status == 409
    assert running.control("POST", "holds/release") == {"released": 1}
    first.join()
    assert len(client.v1.payment_intents.list().data) == 1


def test_a_challenge_is_completed_by_the_customer(
    running: RunningGateway, client: stripe.StripeClient
) -> None:
    asked = _hold(client, "pm_card_threeDSecure2Required")
    assert asked.next_action is not None
    assert asked.next_action.type == "use_stripe_sdk"
    running.control("POST", f"payment_intents/{asked.id}/challenge", outcome="passed")
    assert client.v1.payment_intents.retrieve(asked.id).status == "requires_capture"


def test_webhooks_are_signed_and_retried_after_a_failure(
    running: RunningGateway, client: stripe.StripeClient, receiver: WebhookReceiver
) -> None:
    endpoint = client.v1.webhook_endpoints.create(
        {"url": receiver.url, "enabled_events": ["charge.succeeded"]}
    )
    receiver.responses = [503]
    _hold(client)
    receiver.wait_for(1)
    while running.control("GET", "webhooks")["deliveries"][0]["state"] != "waiting":
        pass
    running.control("POST", "webhooks/retry")
    receiver.wait_for(2)
    body, signature = receiver.received[1]
    assert endpoint.secret is not None
    event = stripe.Webhook.construct_event(body, signature, endpoint.secret)
    assert event.data.object["metadata"]["order"] == "BK-1"
    assert event.id == client.v1.events.list({"type": "charge.succeeded"}).data[0].id


def test_held_webhooks_are_released_in_another_order(
    running: RunningGateway, client: stripe.StripeClient, receiver: WebhookReceiver
) -> None:
    wanted = ["payment_intent.created", "charge.succeeded"]
    client.v1.webhook_endpoints.create({"url": receiver.url, "enabled_events": wanted})  # type: ignore[typeddict-item]
    running.control("POST", "webhooks/hold")
    _hold(client)
    assert receiver.received == []
    running.control("POST", "webhooks/release", order="reversed")
    receiver.wait_for(2)
    assert receiver.types() == wanted[::-1]


def test_an_authorization_expires_when_the_clock_is_moved(
    running: RunningGateway, client: stripe.StripeClient, receiver: WebhookReceiver
) -> None:
    client.v1.webhook_endpoints.create({"url": receiver.url, "enabled_events": ["payment_intent.canceled"]})
    held = _hold(client)
    running.move_clock(seconds=7 * 24 * 3600 + 60)
    receiver.wait_for(1)
    assert client.v1.payment_intents.retrieve(held.id).cancellation_reason == "expired"


def test_health_needs_no_key_and_control_its_own(running: RunningGateway) -> None:
    ca = str(running.ca_file)
    assert requests.get(f"{running.url}/health", verify=ca, timeout=5).status_code == 200
    assert requests.post(f"{running.url}/_sandbox/reset", verify=ca, timeout=5).status_code == 401
    answer = requests.get(f"{running.url}/v1/refunds", verify=ca, timeout=5)
    assert answer.status_code == 401
    assert answer.headers["Request-Id"].startswith("req_")
    assert answer.headers["Stripe-Version"] == stripe.api_version


@pytest.mark.parametrize(
    "name", ["another-authority", "another-host", "expired", "not-yet-valid", "self-signed"]
)
def test_a_certificate_that_is_wrong_is_refused_by_the_sdk(
    authority: TestAuthority, running: RunningGateway, name: str
) -> None:
    issued = authority.issue_untrustworthy("127.0.0.1", "localhost")[name]
    settings = {"TLS_CERT_FILE": str(issued.cert_file), "TLS_KEY_FILE": str(issued.key_file)}
    with (
        serving(authority, running.clock_file, **settings) as other,
        pytest.raises(stripe.APIConnectionError),
    ):
        _hold(other.client())


def test_a_certificate_of_another_authority_is_refused_by_the_sdk(
    running: RunningGateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stripe, "ca_bundle_path", str(TestAuthority(tmp_path).ca_file))
    with pytest.raises(stripe.APIConnectionError):
        _hold(running.client())
