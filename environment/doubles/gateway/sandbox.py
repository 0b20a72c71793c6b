"""The gateway without a socket: takes a request, returns a response."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from environment.doubles.gateway import API_VERSION, form, ids, parameters
from environment.doubles.gateway.behaviors import Behaviors, PlannedResponse
from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, invalid, no_such
from environment.doubles.gateway.expand import expand
from environment.doubles.gateway.handlers.context import RequestContext
from environment.doubles.gateway.idempotency import IdempotencyKeys
from environment.doubles.gateway.keys import ApiKeys
from environment.doubles.gateway.ledger import Ledger, Origin
from environment.doubles.gateway.messages import LARGEST_BODY, GatewayRequest, GatewayResponse
from environment.doubles.gateway.request_log import RequestLog
from environment.doubles.gateway.routing import GatewayRoute, route


@dataclass(frozen=True, slots=True)
class AcceptedRequest:
    """A request in flight: its API key, version and idempotency key are checked, its handler has not run.

    object_id: the id in the path, "" where the path has none.
    key: the idempotency key, None where the request has none.
    generation: the number of resets of the account before this request.
    """

    request: GatewayRequest
    request_id: str
    route: GatewayRoute
    object_id: str
    key: str | None
    planned: PlannedResponse | None
    generation: int

    @property
    def has_overrides(self) -> bool:
        """Whether the response will have planned fields, whose values Stripe need not know."""
        return self.planned is not None and bool(self.planned.overrides)


class GatewaySandbox:
    """Stripe's API over a ledger. Between `accept` and `perform` a request is in flight."""

    def __init__(self, ledger: Ledger, keys: ApiKeys, behaviors: Behaviors) -> None:
        self.ledger = ledger
        self.keys = keys
        self._behaviors = behaviors
        self._generation = 0
        self.idempotency = IdempotencyKeys()
        self.request_log = RequestLog()

    def handle(self, request: GatewayRequest) -> GatewayResponse:
        """Accept the request and perform it at once."""
        accepted = self.accept(request)
        return self.perform(accepted) if isinstance(accepted, AcceptedRequest) else accepted

    def accept(self, request: GatewayRequest) -> AcceptedRequest | GatewayResponse:
        """Check route, API key, version and idempotency key.

        Returns the response at once where the request is refused or its response is replayed.
        """
        self.ledger.tick()
        self._precede(request)
        request_id = ids.new("req", 14)
        try:
            _check_size(request)
            matched, object_id = route(request.method, request.path)
            self.keys.admit(request.headers.get("authorization", ""), request.method, matched)
            _check_version(request.headers.get("stripe-version"))
            planned = self._behaviors.response_for(request.method, request.path)
            if planned is not None and planned.status == 429:
                raise planned.refusal()
            key = request.headers.get("idempotency-key") if request.method == "POST" else None
            stored = self._claim(key, request) if key else None
        except GatewayRefusal as refusal:
            return _refused(refusal, request_id)
        if stored is not None:
            return _replayed(stored, request_id)
        return AcceptedRequest(request, request_id, matched, object_id, key, planned, self._generation)

    def _precede(self, request: GatewayRequest) -> None:
        """Perform the conflicting request that is planned for this one."""
        planned = self._behaviors.conflicting_request_for(request.method, request.path)
        if planned is None:
            return
        response = self.handle(replace(request, body=planned.body(request.body)))
        if response.status >= 400:  # the idempotency key was in use already: nothing has conflicted
            self._behaviors.conflicting_requests.append(planned)

    def _claim(self, key: str, request: GatewayRequest) -> GatewayResponse | None:
        parameters_sent = tuple(sorted(form.fields(request.encoded_parameters)))
        return self.idempotency.claim(key, request.path, parameters_sent, self.ledger.time())

    def perform(self, accepted: AcceptedRequest) -> GatewayResponse:
        """Run the handler, and store its response under the idempotency key if the request was executed."""
        if accepted.generation != self._generation:
            reset = GatewayRefusal("The account was reset.", status=503, kind="api_error")
            return _refused(reset, accepted.request_id)
        executed = not accepted.has_overrides
        try:
            response = _response(200, self._run(accepted), accepted.request_id, accepted.key)
        except GatewayRefusal as refusal:
            executed = refusal.executed
            response = _refused(refusal, accepted.request_id, accepted.key)
        if accepted.key is not None:
            if executed:
                self.idempotency.keep(accepted.key, response)
            else:
                self.idempotency.release(accepted.key)
        return response

    def _run(self, accepted: AcceptedRequest) -> JsonObject:
        self.ledger.origin = Origin(accepted.request_id, accepted.key)
        sent = form.decode(accepted.request.encoded_parameters)
        params = parameters.check(accepted.route.parameters, sent)
        if accepted.planned is not None and accepted.planned.overrides:
            return accepted.planned.apply_overrides(_intent(self.ledger, accepted.object_id))
        if accepted.planned is not None and not accepted.planned.executed:
            raise accepted.planned.refusal()
        result = accepted.route.handler(RequestContext(self.ledger, params, accepted.object_id))
        if accepted.planned is not None:
            raise accepted.planned.refusal()
        return self._expanded(result, params.get("expand") or [])

    def _expanded(self, result: JsonObject, paths: list[str]) -> JsonObject:
        try:
            return expand(self.ledger, result, paths)
        except GatewayRefusal as refusal:
            refusal.executed = True  # the handler has run: a retry with the same key must not run it again
            raise

    def internal_error(self, accepted: AcceptedRequest) -> GatewayResponse:
        """The 500 for a defect of the sandbox, stored under the idempotency key as Stripe stores its own."""
        refusal = GatewayRefusal("An unknown error occurred.", status=500, kind="api_error", executed=True)
        response = _refused(refusal, accepted.request_id, accepted.key)
        if accepted.key is not None:
            self.idempotency.keep(accepted.key, response)
        return response

    def reset(self) -> None:
        """Return to the state at start-up: an empty account, the keys and the endpoint of the settings."""
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
    """The stored response with a request id of its own; Original-Request still names the first."""
    headers = dict(stored.headers) | {"Request-Id": request_id, "Idempotent-Replayed": "true"}
    return GatewayResponse(stored.status, stored.body, tuple(headers.items()))


def _check_size(request: GatewayRequest) -> None:
    if max(len(request.body), len(request.query)) > LARGEST_BODY:
        raise too_large()


def too_large() -> GatewayRefusal:
    """413: the body or the query string is longer than LARGEST_BODY."""
    return GatewayRefusal(f"Requests can have up to {LARGEST_BODY} bytes.", status=413)


def _check_version(version: str | None) -> None:
    if version not in (None, API_VERSION):
        raise invalid(f"Invalid Stripe API version: {version}. This sandbox speaks {API_VERSION} alone.")


def _refused(refusal: GatewayRefusal, request_id: str, key: str | None = None) -> GatewayResponse:
    error = refusal.error() | {"request_log_url": f"https://dashboard.stripe.com/test/logs/{request_id}"}
    return _response(refusal.status, {"error": error}, request_id, key, refusal.headers)


def _response(
    status: int,
    body: JsonObject,
    request_id: str,
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> GatewayResponse:
    all_headers = {
        "Content-Type": "application/json",
        "Request-Id": request_id,
        "Stripe-Version": API_VERSION,
        **({"Idempotency-Key": key, "Original-Request": request_id} if key else {}),
        **(headers or {}),
    }
    return GatewayResponse(status, json.dumps(body).encode(), tuple(all_headers.items()))
