from __future__ import annotations

import json

import stripe

from environment.doubles.gateway.handlers import webhook_endpoints
from environment.doubles.gateway.webhook_deliveries import DeliveryState

from .account import SandboxAccount

SECRET = "whsec_of_the_tests"


def _listen(account: SandboxAccount, *types: str) -> None:
    webhook_endpoints.register(account.ledger, "http://shop.example/hooks", SECRET, list(types) or ["*"])


def _sent(account: SandboxAccount) -> list[str]:
    """The types of the events that are ready; the endpoint accepts each."""
    types = []
    while post := account.deliveries.next_request():
        account.deliveries.settle(post.delivery, "200", accepted=True)
        types.append(json.loads(post.body)["type"])
    return types


def test_an_endpoint_gets_the_events_it_listens_to(account: SandboxAccount) -> None:
    _listen(account, "payment_intent.succeeded", "charge.refunded")
    account.pay()
    assert _sent(account) == ["payment_intent.succeeded"]


def test_the_sdk_accepts_the_signature_of_a_delivery(account: SandboxAccount) -> None:
    _listen(account, "payment_intent.succeeded")
    account.pay(metadata={"order": "7"})
    post = account.deliveries.next_request()
    assert post is not None
    event = stripe.Webhook.construct_event(post.body, post.headers["Stripe-Signature"], SECRET, tolerance=0)
    assert event.data.object["metadata"]["order"] == "7"


def test_a_failed_delivery_is_retried_later_with_a_new_signature(account: SandboxAccount) -> None:
    _listen(account, "charge.succeeded")
    account.pay()
    first = account.deliveries.next_request()
    assert first is not None
    account.deliveries.settle(first.delivery, "503", accepted=False)
    assert account.deliveries.next_request() is None
    account.clock.move(seconds=5)
    account.ledger.tick()
    second = account.deliveries.next_request()
    assert second is not None
    assert second.body == first.body
    assert second.headers["Stripe-Signature"] != first.headers["Stripe-Signature"]


def test_after_the_last_delay_a_delivery_is_given_up(account: SandboxAccount) -> None:
    _listen(account, "charge.succeeded")
    account.pay()
    for _ in range(3):
        post = account.deliveries.next_request()
        assert post is not None
        account.deliveries.settle(post.delivery, "timeout", accepted=False)
        account.clock.move(seconds=60)
        account.ledger.tick()
    (delivery,) = account.deliveries.all.values()
    assert delivery.state is DeliveryState.GIVEN_UP
    assert account.deliveries.unsettled() == []


def test_held_deliveries_are_released_in_a_given_order(account: SandboxAccount) -> None:
    _listen(account, "payment_intent.created", "charge.succeeded", "payment_intent.succeeded")
    account.deliveries.holding = True
    account.pay()
    assert _sent(account) == []
    account.deliveries.release([2, 0])
    assert _sent(account) == ["payment_intent.succeeded", "payment_intent.created"]
    account.deliveries.release([0])
    assert _sent(account) == ["charge.succeeded"]


def test_an_event_is_delivered_in_two_copies(account: SandboxAccount) -> None:
    _listen(account, "charge.succeeded")
    account.deliveries.copies = 2
    account.pay()
    assert _sent(account) == ["charge.succeeded"] * 2


def test_a_reset_drops_every_delivery(account: SandboxAccount) -> None:
    _listen(account)
    account.pay()
    post = account.deliveries.next_request()
    assert post is not None
    account.gateway.reset()
    account.deliveries.reset()
    account.deliveries.settle(post.delivery, "200", accepted=True)
    assert account.deliveries.next_request() is None
    assert len(account.ledger.webhook_endpoints) == 0
