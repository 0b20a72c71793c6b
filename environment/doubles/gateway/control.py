"""The control surface under /_sandbox/: what a test may do to the gateway. No service calls it.

Every action takes a JSON object and returns one. Each needs `Authorization: Bearer <GATEWAY_CONTROL_TOKEN>`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hmac import compare_digest
from typing import Any

from environment.doubles.gateway import control_views
from environment.doubles.gateway.behaviors import Behaviors, PlannedResponse, PrecedingRequest, RequestHold
from environment.doubles.gateway.errors import GatewayRefusal, no_such
from environment.doubles.gateway.handlers import challenges, disputes, refunds
from environment.doubles.gateway.keys import Access
from environment.doubles.gateway.messages import GatewayRequest, GatewayResponse
from environment.doubles.gateway.sandbox import GatewaySandbox
from environment.doubles.gateway.webhook_deliveries import WebhookDeliveries

PREFIX = "/_sandbox/"
Body = dict[str, Any]


class GatewayControl:
    """Finds the action by method and path; `*` stands for an id. Without a token every action is refused."""

    def __init__(
        self, gateway: GatewaySandbox, deliveries: WebhookDeliveries, behaviors: Behaviors, token: str | None
    ) -> None:
        self._gateway = gateway
        self._ledger = gateway.ledger
        self._deliveries = deliveries
        self._behaviors = behaviors
        self._token = token
        self._actions: dict[tuple[str, str], Callable[[str, Body], Body]] = {
            ("POST", "reset"): self._reset,
            ("GET", "ledger"): lambda _, __: control_views.ledger(self._ledger, deliveries),
            ("GET", "totals"): lambda _, __: control_views.totals(self._ledger, deliveries),
            ("POST", "payment_intents/*/challenge"): self._challenge,
            ("POST", "refunds/*"): self._settle_refund,
            ("POST", "charges/*/dispute"): self._dispute,
            ("POST", "answers"): self._plan_responses,
            ("POST", "answers/forget"): self._drop_responses,
            ("GET", "requests"): lambda _, __: {"requests": gateway.request_log.to_json()},
            ("POST", "rivals"): self._plan_conflicting_request,
            ("POST", "holds"): self._plan_hold,
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
        """Run the action that the request names: 401 without the token, 404 for an unknown action."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._token is None or not compare_digest(given.encode(), self._token.encode()):
            return _json(401, {"error": "the control surface needs its own token"})
        self._ledger.tick()
        parts = request.path.removeprefix(PREFIX).split("/")
        if action := self._actions.get((request.method, "/".join(parts))):
            return _run(action, "", request.body)
        if action := self._actions.get((request.method, "/".join([parts[0], "*", *parts[2:]]))):
            return _run(action, parts[1], request.body)
        return _json(404, {"error": f"no such control: {request.method} {request.path}"})

    def _reset(self, _: str, body: Body) -> Body:
        self._gateway.reset()
        self._deliveries.reset()
        self._behaviors.end()
        return {}

    def _challenge(self, identity: str, body: Body) -> Body:
        """{"outcome": "passed" | "failed"}; a challenge without an outcome stays open."""
        intent = self._ledger.payment_intents.get(identity)
        if intent is None:
            raise no_such("payment_intent", identity)
        {"passed": challenges.passed, "failed": challenges.failed}[body["outcome"]](self._ledger, intent)
        return intent.to_json()

    def _settle_refund(self, identity: str, body: Body) -> Body:
        """{"outcome": "succeeded" | "failed" | "canceled", "reason": "expired_or_canceled_card"}"""
        refund = self._ledger.refunds.get(identity)
        if refund is None:
            raise no_such("refund", identity)
        if body["outcome"] == "failed":
            refunds.fail(self._ledger, refund, body.get("reason", "expired_or_canceled_card"))
        elif body["outcome"] == "canceled":
            refunds.cancel(self._ledger, refund)
        else:
            refunds.settle(self._ledger, refund)
        return refund.to_json()

    def _dispute(self, identity: str, body: Body) -> Body:
        """{"reason": "fraudulent", "inquiry": false}: the customer's bank disputes a captured charge."""
        charge = self._ledger.charges.get(identity)
        if charge is None:
            raise no_such("charge", identity)
        reason, inquiry = body.get("reason", "fraudulent"), body.get("inquiry", False)
        disputes.open_dispute(self._ledger, charge, reason, inquiry=inquiry)
        return charge.to_json()

    def _plan_responses(self, _: str, body: Body) -> Body:
        """{"match": "POST /v1/refunds", "status": 429, "times": 2, "executed": false, "headers": {}}

        Or {"match": "GET /v1/payment_intents/", "says": {"status": "under_review"}}: the response is the
        intent with these fields replaced, and the request is not executed.
        """
        status = body.get("status", 200)
        self._behaviors.responses.append(
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
        return {"planned": sum(planned.left for planned in self._behaviors.responses)}

    def _drop_responses(self, _: str, body: Body) -> Body:
        self._behaviors.responses.clear()
        return {}

    def _plan_conflicting_request(self, _: str, body: Body) -> Body:
        """{"match": "POST /v1/payment_intents", "params": {"amount": "2500"}}: precedes the next match."""
        self._behaviors.conflicting_requests.append(PrecedingRequest(body["match"], body["params"]))
        return {}

    def _plan_hold(self, _: str, body: Body) -> Body:
        """{"match": "POST /v1/payment_intents", "times": 1}: the next match waits for holds/release."""
        self._behaviors.holds.append(RequestHold(body["match"], body.get("times", 1)))
        return {}

    def _set_clock(self, _: str, body: Body) -> Body:
        """{"ahead": -240}: the gateway's clock is 240 seconds behind that of the run."""
        self._ledger.set_clock(float(body["ahead"]))
        return {}

    def _add_restricted_key(self, _: str, body: Body) -> Body:
        """{"key": "rk_test_...", "permissions": {"payment_intents": "write", "refunds": "read"}}"""
        permissions = {resource: Access(access) for resource, access in body["permissions"].items()}
        self._gateway.keys.restrict(body["key"], permissions)
        return {}

    def _accept_secret_key(self, _: str, body: Body) -> Body:
        """{"accepted": false}: the secret key counts as expired until {"accepted": true}."""
        self._gateway.keys.secret_expired = not body["accepted"]
        return {}

    def _hold_webhooks(self, _: str, body: Body) -> Body:
        self._deliveries.holding = True
        return {}

    def _release_webhooks(self, _: str, body: Body) -> Body:
        """{"order": "as made" | "reversed" | [2, 0, 1]}; {"keep_holding": true} holds later ones still."""
        self._deliveries.holding = body.get("keep_holding", False)
        positions = list(range(len(self._deliveries.held)))
        order = body.get("order", "as made")
        chosen = (
            {"as made": positions, "reversed": positions[::-1]}[order] if isinstance(order, str) else order
        )
        return {"released": self._deliveries.release(chosen)}

    def _set_copies(self, _: str, body: Body) -> Body:
        """{"copies": 2}: every later event is delivered twice."""
        self._deliveries.copies = body["copies"]
        return {}


def _run(action: Callable[[str, Body], Body], object_id: str, body: bytes) -> GatewayResponse:
    try:
        return _json(200, action(object_id, json.loads(body) if body else {}))
    except GatewayRefusal as refusal:
        return _json(refusal.status, {"error": refusal.message})
    except (KeyError, ValueError, IndexError) as error:
        return _json(400, {"error": f"{type(error).__name__}: {error}"})


def _json(status: int, body: Any) -> GatewayResponse:
    return GatewayResponse(status, json.dumps(body).encode(), (("Content-Type", "application/json"),))
