"""What a test asks for beforehand: a rate limit, an error of the gateway, a request kept in flight."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from environment.doubles.gateway.errors import GatewayRefusal, JsonObject


@dataclass(slots=True)
class PlannedResponse:
    """`executed`: the work is done, and its answer replaced. `kept`: stored under the idempotency key.

    `says`: no refusal, but the payment intent as it stands, with these words in place of its own.
    """

    match: str
    status: int
    times: int
    executed: bool
    kept: bool
    headers: dict[str, str]
    says: JsonObject = field(default_factory=dict)
    given: int = 0

    def __str__(self) -> str:
        words = ", ".join(f"{name}={word}" for name, word in self.says.items())
        return f"{self.match} is answered with {words or self.status}"

    @property
    def left(self) -> int:
        """How often it is still to be given."""
        return self.times - self.given

    def told(self, wire: JsonObject) -> JsonObject:
        """Give the answer: this object in other words."""
        self.given += 1
        return wire | self.says

    def refusal(self) -> GatewayRefusal:
        """Give the answer: the refusal to be raised."""
        self.given += 1
        known: dict[str, Any] = {
            429: {
                "code": "rate_limit",
                "message": "Request rate limit exceeded. You can learn more about rate"
                " limits here https://stripe.com/docs/rate-limits.",
            },
        }.get(self.status, {"code": None, "message": "An unknown error occurred.", "kind": "api_error"})
        return GatewayRefusal(
            known["message"],
            status=self.status,
            kind=known.get("kind", "invalid_request_error"),
            code=known["code"],
            executed=self.kept,
            headers=self.headers,
        )


@dataclass(frozen=True, slots=True)
class ConflictingRequest:
    """Somebody whose request comes first, under the same idempotency key and with these parameters."""

    match: str
    params: dict[str, str]

    def __str__(self) -> str:
        return f"somebody else comes before {self.match}"

    def body(self, body: bytes) -> bytes:
        """What the rival sends where the other sends this."""
        return urlencode(dict(parse_qsl(body.decode())) | self.params).encode()


@dataclass(slots=True)
class RequestHold:
    """Requests that match stay in flight until `opened`."""

    match: str
    times: int
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    caught: int = 0

    def __str__(self) -> str:
        return f"{self.match} is held"


@dataclass(slots=True)
class Behaviors:
    """What `match` says is a method and the beginning of a path, as in "POST /v1/refunds"."""

    answers: list[PlannedResponse] = field(default_factory=list)
    holds: list[RequestHold] = field(default_factory=list)
    conflicting_requests: list[ConflictingRequest] = field(default_factory=list)
    unused_holds: list[RequestHold] = field(default_factory=list)  # opened before anything came

    def conflicting_request_for(self, method: str, path: str) -> ConflictingRequest | None:
        """The first that matches; each comes once."""
        found = next(
            (
                conflicting
                for conflicting in self.conflicting_requests
                if _matches(conflicting.match, method, path)
            ),
            None,
        )
        if found is not None:
            self.conflicting_requests.remove(found)
        return found

    def planned_response_for(self, method: str, path: str) -> PlannedResponse | None:
        """The first that matches; each is used up when it was given its `times`."""
        matching = (planned for planned in self.answers if _matches(planned.match, method, path))
        return next((planned for planned in matching if planned.left > 0), None)

    async def wait_for_holds(self, method: str, path: str) -> None:
        for hold in self.holds:
            if hold.caught < hold.times and _matches(hold.match, method, path):
                hold.caught += 1
                await hold.opened.wait()

    def release_holds(self) -> int:
        """Let go every request that is held; says how many that were."""
        caught = sum(hold.caught for hold in self.holds)
        for hold in self.holds:
            hold.opened.set()
        self.unused_holds += [hold for hold in self.holds if not hold.caught]
        self.holds.clear()
        return caught

    def end(self) -> list[str]:
        """Forget everything that was planned; says what of it has never come about."""
        self.release_holds()
        idle = [
            *(planned for planned in self.answers if not planned.given),
            *self.conflicting_requests,
            *self.unused_holds,
        ]
        for plans in (self.answers, self.conflicting_requests, self.unused_holds):
            plans.clear()
        return [str(plan) for plan in idle]


def _matches(match: str, method: str, path: str) -> bool:
    wanted, _, beginning = match.partition(" ")
    return wanted == method and path.startswith(beginning)
