"""The control surface under /_sandbox/: what a test may do to the gateway, and no service ever does."""

from __future__ import annotations

import json
from collections.abc import Callable
from hmac import compare_digest
from typing import Any

from environment.gateway.errors import Refusal
from environment.gateway.gateway import Gateway, Request
from environment.gateway.idempotency import Answer

PREFIX = "/_sandbox/"
Body = dict[str, Any]
Act = Callable[[Body], Any]


class Control:
    """Each act takes a JSON object and gives one; all of them need `Authorization: Bearer <control"
    " token>`."""

    def __init__(self, gateway: Gateway, token: str | None) -> None:
        self._gateway = gateway
        self._token = token
        self._acts: dict[tuple[str, str], Act] = {
            ("POST", "reset"): self._reset,
            ("GET", "ledger"): self._ledger,
        }

    def handle(self, request: Request) -> Answer:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._token is None or not compare_digest(given.encode(), self._token.encode()):
            return _json(401, {"error": "the control surface needs its own token"})
        act = self._acts.get((request.method, request.path.removeprefix(PREFIX)))
        if act is None:
            return _json(404, {"error": f"no such control: {request.method} {request.path}"})
        try:
            return _json(200, act(json.loads(request.body) if request.body else {}))
        except Refusal as refusal:
            return _json(refusal.status, {"error": refusal.message})

    def _reset(self, body: Body) -> Body:
        self._gateway.forget()
        return {}

    def _ledger(self, body: Body) -> Body:
        ledger = self._gateway.ledger
        return {
            "payment_intents": [intent.wire() for intent in ledger.payment_intents],
            "charges": [charge.wire() for charge in ledger.charges],
            "refunds": [refund.wire() for refund in ledger.refunds],
        }


def _json(status: int, body: Any) -> Answer:
    return Answer(status, json.dumps(body).encode(), (("Content-Type", "application/json"),))
