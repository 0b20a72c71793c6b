"""What a test plans for coming requests: a replaced response, a conflicting request, a hold.

Each plan has a `match`: a method and the beginning of a path, as in "POST /v1/refunds".
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from environment.doubles.gateway.errors import GatewayRefusal, JsonObject

_RATE_LIMIT = (
    "Request rate limit exceeded. You can learn more about rate limits here"
    " https://stripe.com/docs/rate-limits."
)


@dataclass(slots=True)
class PlannedResponse:
    """Replaces the response to the next `times` requests that match.

    executed: the request is carried out before its response is replaced.
    kept: the response is stored under the idempotency key.
    overrides: the response is the payment intent with these fields replaced, and the request is not carried
    out. Empty: the response is an error with `status`.
    """

    match: str
    status: int
    times: int
    executed: bool
    kept: bool
    headers: dict[str, str]
    overrides: JsonObject = field(default_factory=dict)
    given: int = 0

    def __str__(self) -> str:
        fields = ", ".join(f"{name}={value}" for name, value in self.overrides.items())
        return f"{self.match} is answered with {fields or self.status}"

    @property
    def left(self) -> int:
        """How many more requests get this response."""
        return self.times - self.given

    def apply_overrides(self, intent: JsonObject) -> JsonObject:
        """Use the response once: the payment intent with the planned fields."""
        self.given += 1
        return intent | self.overrides

    def refusal(self) -> GatewayRefusal:
        """Use the response once: the refusal to raise."""
        self.given += 1
        limited = self.status == 429
        return GatewayRefusal(
            _RATE_LIMIT if limited else "An unknown error occurred.",
            status=self.status,
            kind="invalid_request_error" if limited else "api_error",
            code="rate_limit" if limited else None,
            executed=self.kept,
            headers=self.headers,
        )


@dataclass(frozen=True, slots=True)
class PrecedingRequest:
    """A request of another client that precedes the next one that matches.

    It has the same idempotency key, and the same parameters but for `params`.
    """

    match: str
    params: dict[str, str]

    def __str__(self) -> str:
        return f"a conflicting request precedes {self.match}"

    def body(self, body: bytes) -> bytes:
        """The form of the conflicting request, made from that of the request it precedes."""
        return urlencode(dict(parse_qsl(body.decode("utf-8", "replace"))) | self.params).encode()


@dataclass(slots=True)
class RequestHold:
    """The next `times` requests that match stay in flight until `released` is set."""

    match: str
    times: int
    released: asyncio.Event = field(default_factory=asyncio.Event)
    caught: int = 0

    def __str__(self) -> str:
        return f"{self.match} is held"


@dataclass(slots=True)
class Behaviors:
    """Everything that tests have planned and that has not ended."""

    responses: list[PlannedResponse] = field(default_factory=list)
    holds: list[RequestHold] = field(default_factory=list)
    conflicting_requests: list[PrecedingRequest] = field(default_factory=list)
    unused_holds: list[RequestHold] = field(default_factory=list)
    """Holds that were released before a request matched."""

    def conflicting_request_for(self, method: str, path: str) -> PrecedingRequest | None:
        """The first that matches; it leaves the plan."""
        for planned in self.conflicting_requests:
            if _matches(planned.match, method, path):
                self.conflicting_requests.remove(planned)
                return planned
        return None

    def response_for(self, method: str, path: str) -> PlannedResponse | None:
        """The first that matches and is not used up."""
        matching = (planned for planned in self.responses if _matches(planned.match, method, path))
        return next((planned for planned in matching if planned.left > 0), None)

    async def wait_for_holds(self, method: str, path: str) -> None:
        """Return when no hold keeps this request in flight."""
        for hold in self.holds:
            if hold.caught < hold.times and _matches(hold.match, method, path):
                hold.caught += 1
                await hold.released.wait()

    def release_holds(self) -> int:
        """Release every held request; returns their number."""
        caught = sum(hold.caught for hold in self.holds)
        for hold in self.holds:
            hold.released.set()
        self.unused_holds += [hold for hold in self.holds if not hold.caught]
        self.holds.clear()
        return caught

    def end(self) -> list[str]:
        """Drop every plan; returns a sentence for each that no request has met."""
        self.release_holds()
        unused = [
            *(planned for planned in self.responses if not planned.given),
            *self.conflicting_requests,
            *self.unused_holds,
        ]
        for plans in (self.responses, self.conflicting_requests, self.unused_holds):
            plans.clear()
        return [str(plan) for plan in unused]


def _matches(match: str, method: str, path: str) -> bool:
    wanted, _, beginning = match.partition(" ")
    return wanted == method and path.startswith(beginning)
