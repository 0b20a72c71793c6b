"""The gateway without a socket: a request in, an answer out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from environment.doubles.gateway import API_VERSION, form, ids, parameters
from environment.doubles.gateway.behaviors import Behaviors, PlannedAnswer
from environment.doubles.gateway.errors import Refusal, Wire, invalid, no_such
from environment.doubles.gateway.expand import expand
from environment.doubles.gateway.idempotency import Answer, IdempotencyKeys
from environment.doubles.gateway.journal import Journal
from environment.doubles.gateway.keys import Keys
from environment.doubles.gateway.ledger import Ledger, Origin
from environment.doubles.gateway.operations.call import Call
from environment.doubles.gateway.routing import Route, route


@dataclass(frozen=True, slots=True)
class Request:
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
class Work:
    """A request that was let in: what is left is to do it."""

    request: Request
    request_id: str
    route: Route
    subject: str
    key: str | None
    planned: PlannedAnswer | None
    era: int

    @property
    def invented(self) -> bool:
        """Whether the answer holds words that Stripe does not know (yet)."""
        return self.planned is not None and bool(self.planned.says)


class Gateway:
    """`accept` and `perform` are apart, so that a request can be seen in flight between them."""

    def __init__(self, ledger: Ledger, keys: Keys, behaviors: Behaviors) -> None:
        self.ledger = ledger
        self.keys = keys
        self._behaviors = behaviors
        self._era = 0
        self.idempotency = IdempotencyKeys()
        self.journal = Journal()

    def handle(self, request: Request) -> Answer:
        accepted = self.accept(request)
        return self.perform(accepted) if isinstance(accepted, Work) else accepted

    def accept(self, request: Request) -> Work | Answer:
        """Checks the key and the idempotency key; an answer means that nothing is left to do."""
        self.ledger.tick()
        if rival := self._behaviors.rival_of(request.method, request.path):
            came = self.handle(replace(request, body=rival.body(request.body)))
            if came.status >= 400:  # the name was taken already: nobody has seen the rival
                self._behaviors.rivals.append(rival)
        request_id = ids.new("req", 14)
        try:
            found, subject = route(request.method, request.path)
            self.keys.admit(request.headers.get("authorization", ""), request.method, found)
            _check_version(request.headers.get("stripe-version"))
            planned = self._behaviors.answer_for(request.method, request.path)
            if planned is not None and planned.status == 429:
                raise planned.refusal()
            key = request.headers.get("idempotency-key") if request.method == "POST" else None
            stored = self._claim(key, request) if key else None
        except Refusal as refusal:
            return _refused(refusal, request_id)
        if stored is not None:
            return _replayed(stored, request_id)
        return Work(request, request_id, found, subject, key, planned, self._era)

    def _claim(self, key: str, request: Request) -> Answer | None:
        sent = tuple(sorted(parse_qsl(request.sent, keep_blank_values=True)))
        return self.idempotency.claim(key, request.path, sent, self.ledger.time())

    def perform(self, work: Work) -> Answer:
        """Does the work and keeps its answer under the idempotency key, if the endpoint came to run."""
        if work.era != self._era:
            # Held in flight over a reset: it belongs to an account that is no more.
            return _refused(Refusal("The account was reset.", status=503, kind="api_error"), work.request_id)
        executed = not work.invented
        try:
            answer = _answer(200, self._run(work), work.request_id, work.key)
        except Refusal as refusal:
            executed = refusal.executed
            answer = _refused(refusal, work.request_id, work.key)
        if work.key is not None:
            if executed:
                self.idempotency.keep(work.key, answer)
            else:
                self.idempotency.release(work.key)
        return answer

    def _run(self, work: Work) -> Wire:
        self.ledger.origin = Origin(work.request_id, work.key)
        params = parameters.check(work.route.declared, form.decode(work.request.sent))
        if work.planned is not None and work.planned.says:
            return work.planned.told(_intent(self.ledger, work.subject))
        if work.planned is not None and not work.planned.executed:
            raise work.planned.refusal()
        wire = work.route.operation(Call(self.ledger, params, work.subject))
        if work.planned is not None:
            raise work.planned.refusal()
        return self._expanded(wire, params.get("expand") or [])

    def _expanded(self, wire: Wire, paths: list[str]) -> Wire:
        try:
            return expand(self.ledger, wire, paths)
        except Refusal as refusal:
            refusal.executed = True  # the work was done: the same key must not do it again
            raise

    def broke(self, work: Work) -> Answer:
        """A defect of the gateway, answered and kept as Stripe does with a 500."""
        refusal = Refusal("An unknown error occurred.", status=500, kind="api_error", executed=True)
        answer = _refused(refusal, work.request_id, work.key)
        if work.key is not None:
            self.idempotency.keep(work.key, answer)
        return answer

    def forget(self) -> None:
        """As it was at the start: an empty account with its two keys and the endpoint of the settings."""
        self._era += 1
        self.ledger.forget()
        self.idempotency.clear()
        self.journal.clear()
        self.keys.forget()


def _intent(ledger: Ledger, identity: str) -> Wire:
    intent = ledger.payment_intents.get(identity)
    if intent is None:
        raise no_such("payment_intent", identity)
    return intent.wire()


def _replayed(stored: Answer, request_id: str) -> Answer:
    """The stored answer under its own request id; Original-Request still names the first."""
    headers = dict(stored.headers) | {"Request-Id": request_id, "Idempotent-Replayed": "true"}
    return Answer(stored.status, stored.body, tuple(headers.items()))


def _check_version(version: str | None) -> None:
    if version not in (None, API_VERSION):
        raise invalid(f"Invalid Stripe API version: {version}. This sandbox speaks {API_VERSION} alone.")


def _refused(refusal: Refusal, request_id: str, key: str | None = None) -> Answer:
    error = refusal.error() | {"request_log_url": f"https://dashboard.stripe.com/test/logs/{request_id}"}
    return _answer(refusal.status, {"error": error}, request_id, key, refusal.headers)


def _answer(
    status: int, wire: Wire, request_id: str, key: str | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    described = {
        "Content-Type": "application/json",
        "Request-Id": request_id,
        "Stripe-Version": API_VERSION,
        **({"Idempotency-Key": key, "Original-Request": request_id} if key else {}),
        **(headers or {}),
    }
    return Answer(status, json.dumps(wire).encode(), tuple(described.items()))
