"""The gateway without a socket: a request in, an answer out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from environment.doubles.gateway import API_VERSION, form, ids, parameters
from environment.doubles.gateway.behaviors import Behaviors, PlannedResponse
from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, invalid, no_such
from environment.doubles.gateway.expand import expand
from environment.doubles.gateway.handlers.context import RequestContext
from environment.doubles.gateway.idempotency import GatewayResponse, IdempotencyKeys
from environment.doubles.gateway.keys import ApiKeys
from environment.doubles.gateway.ledger import Ledger, Origin
from environment.doubles.gateway.request_log import RequestLog
from environment.doubles.gateway.routing import Route, route


@dataclass(frozen=True, slots=True)
class GatewayRequest:
    """Header names in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def sent(self) -> str:
        return self.body.decode("utf-8", "replace") if self.method == "POST" else self.query


@dataclass(frozen=True, slots=True)
class AcceptedRequest:
    """A request that was let in: what is left is to do it."""

    request: GatewayRequest
    request_id: str
    route: Route
    object_id: str
    key: str | None
    planned: PlannedResponse | None
    generation: int

    @property
    def has_overrides(self) -> bool:
        """Whether the answer holds words that Stripe does not know (yet)."""
        return self.planned is not None and bool(self.planned.says)


class GatewaySandbox:
    """`accept` and `perform` are apart, so that a request can be seen in flight between them."""

    def __init__(self, ledger: Ledger, keys: ApiKeys, behaviors: Behaviors) -> None:
        self.ledger = ledger
        self.keys = keys
        self._behaviors = behaviors
        self._generation = 0
        self.idempotency = IdempotencyKeys()
        self.request_log = RequestLog()

    def handle(self, request: GatewayRequest) -> GatewayResponse:
        accepted = self.accept(request)
        return self.perform(accepted) if isinstance(accepted, AcceptedRequest) else accepted

    def accept(self, request: GatewayRequest) -> AcceptedRequest | GatewayResponse:
        """Checks the key and the idempotency key; an answer means that nothing is left to do."""
        self.ledger.tick()
        if conflicting := self._behaviors.conflicting_request_for(request.method, request.path):
            came = self.handle(replace(request, body=conflicting.body(request.body)))
            if came.status >= 400:  # the name was taken already: nobody has seen the rival
                self._behaviors.conflicting_requests.append(conflicting)
        request_id = ids.new("req", 14)
        try:
            found, object_id = route(request.method, request.path)
            self.keys.admit(request.headers.get("authorization", ""), request.method, found)
            _check_version(request.headers.get("stripe-version"))
            planned = self._behaviors.planned_response_for(request.method, request.path)
            if planned is not None and planned.status == 429:
                raise planned.refusal()
            key = request.headers.get("idempotency-key") if request.method == "POST" else None
            stored = self._claim(key, request) if key else None
        except GatewayRefusal as refusal:
            return _refused(refusal, request_id)
        if stored is not None:
            return _replayed(stored, request_id)
        return AcceptedRequest(request, request_id, found, object_id, key, planned, self._generation)

    def _claim(self, key: str, request: GatewayRequest) -> GatewayResponse | None:
        sent = tuple(sorted(parse_qsl(request.sent, keep_blank_values=True)))
        return self.idempotency.claim(key, request.path, sent, self.ledger.time())

    def perform(self, accepted: AcceptedRequest) -> GatewayResponse:
        """Does the work and keeps its answer under the idempotency key, if the endpoint came to run."""
        if accepted.generation != self._generation:
            # Held in flight over a reset: it belongs to an account that is no more.
            return _refused(
                GatewayRefusal("The account was reset.", status=503, kind="api_error"), accepted.request_id
            )
        executed = not accepted.has_overrides
        try:
            answer = _answer(200, self._run(accepted), accepted.request_id, accepted.key)
        except GatewayRefusal as refusal:
            executed = refusal.executed
            answer = _refused(refusal, accepted.request_id, accepted.key)
        if accepted.key is not None:
            if executed:
                self.idempotency.keep(accepted.key, answer)
            else:
                self.idempotency.release(accepted.key)
        return answer

    def _run(self, accepted: AcceptedRequest) -> JsonObject:
        self.ledger.origin = Origin(accepted.request_id, accepted.key)
        params = parameters.check(accepted.route.declared, form.decode(accepted.request.sent))
        if accepted.planned is not None and accepted.planned.says:
            return accepted.planned.told(_intent(self.ledger, accepted.object_id))
        if accepted.planned is not None and not accepted.planned.executed:
            raise accepted.planned.refusal()
        wire = accepted.route.handler(RequestContext(self.ledger, params, accepted.object_id))
        if accepted.planned is not None:
            raise accepted.planned.refusal()
        return self._expanded(wire, params.get("expand") or [])

    def _expanded(self, wire: JsonObject, paths: list[str]) -> JsonObject:
        try:
            return expand(self.ledger, wire, paths)
        except GatewayRefusal as refusal:
            refusal.executed = True  # the work was done: the same key must not do it again
            raise

    def internal_error(self, accepted: AcceptedRequest) -> GatewayResponse:
        """A defect of the gateway, answered and kept as Stripe does with a 500."""
        refusal = GatewayRefusal("An unknown error occurred.", status=500, kind="api_error", executed=True)
        answer = _refused(refusal, accepted.request_id, accepted.key)
        if accepted.key is not None:
            self.idempotency.keep(accepted.key, answer)
        return answer

    def reset(self) -> None:
        """As it was at the start: an empty account with its two keys and the endpoint of the settings."""
        self._generation += 1
        self.ledger.reset()
        self.idempotency.clear()
        self.request_log.clear()
        self.keys.reset()


def _intent(ledger: Ledger, identity: str) -> JsonObject:
    intent = ledger.payment_intents.get(identity)
    if intent is None:
        raise no_such("payment_intent", identity)
    return intent.to_json()


def _replayed(stored: GatewayResponse, request_id: str) -> GatewayResponse:
    """The stored answer under its own request id; Original-Request still names the first."""
    headers = dict(stored.headers) | {"Request-Id": request_id, "Idempotent-Replayed": "true"}
    return GatewayResponse(stored.status, stored.body, tuple(headers.items()))


def _check_version(version: str | None) -> None:
    if version not in (None, API_VERSION):
        raise invalid(f"Invalid Stripe API version: {version}. This sandbox speaks {API_VERSION} alone.")


def _refused(refusal: GatewayRefusal, request_id: str, key: str | None = None) -> GatewayResponse:
    error = refusal.error() | {"request_log_url": f"https://dashboard.stripe.com/test/logs/{request_id}"}
    return _answer(refusal.status, {"error": error}, request_id, key, refusal.headers)


def _answer(
    status: int,
    wire: JsonObject,
    request_id: str,
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> GatewayResponse:
    described = {
        "Content-Type": "application/json",
        "Request-Id": request_id,
        "Stripe-Version": API_VERSION,
        **({"Idempotency-Key": key, "Original-Request": request_id} if key else {}),
        **(headers or {}),
    }
    return GatewayResponse(status, json.dumps(wire).encode(), tuple(described.items()))
