"""The control surface under /_sandbox/: what a test may do to the gateway, and no service ever does.

Every act takes a JSON object and answers one; all need `Authorization: Bearer <GATEWAY_CONTROL_TOKEN>`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hmac import compare_digest
from typing import Any

from environment.doubles.gateway import control_views
from environment.doubles.gateway.behaviors import Behaviors, ConflictingRequest, PlannedResponse, RequestHold
from environment.doubles.gateway.errors import GatewayRefusal, no_such
from environment.doubles.gateway.handlers import challenges, refunds
from environment.doubles.gateway.idempotency import GatewayResponse
from environment.doubles.gateway.keys import Access
from environment.doubles.gateway.sandbox import GatewayRequest, GatewaySandbox
from environment.doubles.gateway.webhook_deliveries import WebhookDeliveries

PREFIX = "/_sandbox/"
Body = dict[str, Any]


class GatewayControl:
    """The acts by method and path; `*` stands for an id."""

    def __init__(
        self, gateway: GatewaySandbox, deliveries: WebhookDeliveries, behaviors: Behaviors, token: str | None
    ) -> None:
        self._gateway = gateway
        self._ledger = gateway.ledger
        self._deliveries = deliveries
        self._behaviors = behaviors
        self._token = token
        self._acts: dict[tuple[str, str], Callable[[str, Body], Body]] = {
            ("POST", "reset"): self._reset,
            ("GET", "ledger"): lambda _, __: control_views.ledger(self._ledger, deliveries),
            ("GET", "totals"): lambda _, __: control_views.totals(self._ledger, deliveries),
            ("POST", "payment_intents/*/challenge"): self._challenge,
            ("POST", "refunds/*"): self._settle_refund,
            ("POST", "answers"): self._plan_answers,
            ("POST", "answers/forget"): self._forget_answers,
            ("GET", "requests"): lambda _, __: {"requests": gateway.request_log.to_json()},
            ("POST", "rivals"): self._add_rival,
            ("POST", "holds"): self._hold,
            ("POST", "holds/release"): lambda _, __: {"released": behaviors.release_holds()},
            ("GET", "holds"): lambda _, __: {"caught": sum(hold.caught for hold in behaviors.holds)},
            ("POST", "plans/end"): lambda _, __: {"idle": behaviors.end()},
            ("POST", "clock"): self._set_clock,
            ("POST", "keys"): self._add_restricted_key,
            ("POST", "keys/secret"): self._accept_secret_key,
            ("GET", "webhooks"): lambda _, __: control_views.webhooks(deliveries),
            ("POST", "webhooks/hold"): self._hold_webhooks,
            ("POST", "webhooks/release"): self._release_webhooks,
            ("POST", "webhooks/retry"): lambda _, __: {"retried": deliveries.retry_waiting()},
            ("POST", "webhooks/copies"): self._set_copies,
        }

    def handle(self, request: GatewayRequest) -> GatewayResponse:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._token is None or not compare_digest(given.encode(), self._token.encode()):
            return _json(401, {"error": "the control surface needs its own token"})
        self._ledger.tick()
        parts = request.path.removeprefix(PREFIX).split("/")
        for pattern, object_id in (("/".join(parts), ""), ("/".join([parts[0], "*", *parts[2:]]), parts[-1])):
            if act := self._acts.get((request.method, pattern)):
                return _done(act, parts[1] if object_id else "", request.body)
        return _json(404, {"error": f"no such control: {request.method} {request.path}"})

    def _reset(self, _: str, body: Body) -> Body:
        self._gateway.reset()
        self._deliveries.reset()
        self._behaviors.end()
        return {}

    def _challenge(self, identity: str, body: Body) -> Body:
        """{"outcome": "passed" | "failed"}; an abandoned challenge is one that nobody completes."""
        intent = self._ledger.payment_intents.get(identity)
        if intent is None:
            raise no_such("payment_intent", identity)
        {"passed": challenges.passed, "failed": challenges.failed}[body["outcome"]](self._ledger, intent)
        return intent.to_json()

    def _settle_refund(self, identity: str, body: Body) -> Body:
        """{"outcome": "succeeded" | "failed", "reason": "expired_or_canceled_card"}"""
        refund = self._ledger.refunds.get(identity)
        if refund is None:
            raise no_such("refund", identity)
        if body["outcome"] == "failed":
            refunds.fail(self._ledger, refund, body.get("reason", "expired_or_canceled_card"))
        else:
            refunds.settle(self._ledger, refund)
        return refund.to_json()

    def _plan_answers(self, _: str, body: Body) -> Body:
        """{"match": "POST /v1/refunds", "status": 429, "times": 2, "executed": false, "headers": {}}

        Or {"match": "GET /v1/payment_intents/", "says": {"status": "under_review"}}: nothing is done, and the
        intent is told in these words.
        """
        status = body.get("status", 200)
        self._behaviors.answers.append(
            PlannedResponse(
                body.get("match", "POST /v1/"),
                status,
                body.get("times", 1),
                body.get("executed", False),
                body.get("kept", status == 500),
                body.get("headers", {}),
                body.get("says", {}),
            )
        )
        return {"planned": sum(planned.left for planned in self._behaviors.answers)}

    def _forget_answers(self, _: str, body: Body) -> Body:
        self._behaviors.answers.clear()
        return {}

    def _add_rival(self, _: str, body: Body) -> Body:
        """{"match": "POST /v1/payment_intents", "params": {"amount": "2500"}}: comes before the next one."""
        self._behaviors.conflicting_requests.append(ConflictingRequest(body["match"], body["params"]))
        return {}

    def _hold(self, _: str, body: Body) -> Body:
        """{"match": "POST /v1/payment_intents", "times": 1}: stays in flight until holds/release."""
        self._behaviors.holds.append(RequestHold(body["match"], body.get("times", 1)))
        return {}

    def _set_clock(self, _: str, body: Body) -> Body:
        """{"ahead": -240}: the gateway's clock differs from everybody else's by so many seconds."""
        self._ledger.set_clock(float(body["ahead"]))
        return {}

    def _add_restricted_key(self, _: str, body: Body) -> Body:
        """{"key": "rk_test_...", "permissions": {"payment_intents": "write", "refunds": "read"}}"""
        permissions = {resource: Access(access) for resource, access in body["permissions"].items()}
        self._gateway.keys.restrict(body["key"], permissions)
        return {}

    def _accept_secret_key(self, _: str, body: Body) -> Body:
        """{"accepted": false}: the secret key has expired, until it is accepted again."""
        self._gateway.keys.secret_expired = not body["accepted"]
        return {}

    def _hold_webhooks(self, _: str, body: Body) -> Body:
        self._deliveries.holding = True
        return {}

    def _release_webhooks(self, _: str, body: Body) -> Body:
        """{"order": "as made" | "reversed" | [2, 0, 1]}; ends the holding unless {"keep_holding": true}."""
        self._deliveries.holding = body.get("keep_holding", False)
        positions = list(range(len(self._deliveries.held)))
        order = body.get("order", "as made")
        chosen = (
            {"as made": positions, "reversed": positions[::-1]}[order] if isinstance(order, str) else order
        )
        return {"released": self._deliveries.release(chosen)}

    def _set_copies(self, _: str, body: Body) -> Body:
        """{"copies": 2}: from now on every event is delivered that many times."""
        self._deliveries.copies = body["copies"]
        return {}


def _done(act: Callable[[str, Body], Body], object_id: str, body: bytes) -> GatewayResponse:
    try:
        return _json(200, act(object_id, json.loads(body) if body else {}))
    except GatewayRefusal as refusal:
        return _json(refusal.status, {"error": refusal.message})
    except (KeyError, ValueError, IndexError) as error:
        return _json(400, {"error": f"{type(error).__name__}: {error}"})


def _json(status: int, body: Any) -> GatewayResponse:
    return GatewayResponse(status, json.dumps(body).encode(), (("Content-Type", "application/json"),))
