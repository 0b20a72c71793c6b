"""The callers of a campaign: customers, guests, the staff, each service, the gateway, an anonymous one."""

from __future__ import annotations

import hmac
import random
from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256

from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack
from environment.tools.fuzz.seed_data import SeedData

_Credentials = Callable[[str, bytes], dict[str, str]]
"""From the callee and the body to the headers that authenticate the caller."""

_ADMITTED = (200, 201, 202, 402, 409)  # other statuses may be decided before the caller is authorized
_SHARE_OF_ADMITTED = 0.9


class Callers:
    """The credentials of each caller. Which callers an operation admits is learned from its answers."""

    def __init__(self, stack: Stack, seed_data: SeedData, seed: int) -> None:
        self._stack = stack
        self._seed_data = seed_data
        self._random = random.Random(seed)
        self._admitted: dict[str, set[str]] = {}
        self._turns: Counter[str] = Counter()
        self._callers = self._all_callers()

    def next_for(self, operation: str) -> str:
        """Mostly a caller who was admitted before; otherwise all callers in turn."""
        admitted = self._admitted.get(operation)
        if admitted and self._random.random() < _SHARE_OF_ADMITTED:
            return self._random.choice(sorted(admitted))
        turn = self._turns[operation]
        self._turns[operation] += 1
        return list(self._callers)[turn % len(self._callers)]

    def credentials(self, caller: str, service: str, body: bytes) -> dict[str, str]:
        """The headers by which this caller authenticates to a service with this body."""
        return self._callers[caller](service, body)

    def learn(self, operation: str, caller: str, status: int) -> None:
        """Remember the caller where the status says that it was admitted."""
        if status in _ADMITTED:
            self._admitted.setdefault(operation, set()).add(caller)

    def _all_callers(self) -> Mapping[str, _Credentials]:
        callers: dict[str, _Credentials] = {
            "staff": lambda _service, _body: self._seed_data.world.actors.staff(),
            "customer": lambda _service, _body: self._seed_data.customer.credentials,
            "guest": lambda _service, _body: self._seed_data.guest.credentials,
            "gateway": self._signature,
        }
        services = {name: self._service_token(name) for name in reversed(SERVICES)}
        return {**callers, **services, "anonymous": lambda _service, _body: {}}

    def _service_token(self, caller: str) -> _Credentials:
        """A service acts on behalf of the customer, where it acts on behalf of a person."""

        def credentials(service: str, _: bytes) -> dict[str, str]:
            bearer = f"Bearer {self._stack.service_tokens.token(caller, service)}"
            customer_id = self._seed_data.customer.customer_id
            return {"authorization": bearer, "on-behalf-of": f"customer:{customer_id}"}

        return credentials

    def _signature(self, _: str, body: bytes) -> dict[str, str]:
        """Source: https://docs.stripe.com/webhooks#verify-manually."""
        moment = int(self._stack.clock.now().timestamp())
        key = self._stack.secrets.webhook_secret.encode()
        digest = hmac.new(key, f"{moment}.".encode() + body, sha256).hexdigest()
        return {"stripe-signature": f"t={moment},v1={digest}"}
