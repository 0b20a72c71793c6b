"""Who asks: customers, guests, the staff, every service, the gateway, and nobody."""

from __future__ import annotations

import hmac
import random
from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256

from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack
from environment.tools.fuzz.known import Known

Shows = Callable[[str, bytes], dict[str, str]]
_LET_IN = (200, 201, 202, 402, 409)  # others may come before anybody looks who asks, and whose it is
_STICKS = 0.9


class Callers:
    """What each caller shows to a service. Who is let in for an operation is learned by asking."""

    def __init__(self, stack: Stack, known: Known, seed: int) -> None:
        self._stack = stack
        self._known = known
        self._chance = random.Random(seed)
        self._admitted: dict[str, set[str]] = {}
        self._asked: Counter[str] = Counter()
        self.all: Mapping[str, Shows] = self._callers()

    def next_for(self, operation: str) -> str:
        """Mostly somebody who was let in before; otherwise everybody in turn."""
        admitted = self._admitted.get(operation)
        if admitted and self._chance.random() < _STICKS:
            return self._chance.choice(sorted(admitted))
        turn = self._asked[operation]
        self._asked[operation] += 1
        return list(self.all)[turn % len(self.all)]

    def learn(self, operation: str, caller: str, status: int) -> None:
        """How this caller fared."""
        if status in _LET_IN:
            self._admitted.setdefault(operation, set()).add(caller)

    def _callers(self) -> dict[str, Shows]:
        actors = self._known.world.actors
        callers: dict[str, Shows] = {
            "staff": lambda _service, _body: actors.staff(),
            "customer": lambda _service, _body: self._known.customer.credentials,
            "guest": lambda _service, _body: self._known.guest.credentials,
            "gateway": self._signed,
        }
        services = {name: self._pass_of(name) for name in reversed(SERVICES)}
        return {**callers, **services, "nobody": lambda _service, _body: {}}

    def _pass_of(self, name: str) -> Shows:
        """A service speaks for the customer, where it speaks for somebody."""

        def shows(service: str, _: bytes) -> dict[str, str]:
            bearer = f"Bearer {self._stack.service_tokens.token(name, service)}"
            return {"authorization": bearer, "on-behalf-of": f"customer:{self._known.customer.customer_id}"}

        return shows

    def _signed(self, _: str, body: bytes) -> dict[str, str]:
        moment = int(self._stack.clock.now().timestamp())
        key = self._stack.secrets.webhook_secret.encode()
        digest = hmac.new(key, f"{moment}.".encode() + body, sha256).hexdigest()
        return {"stripe-signature": f"t={moment},v1={digest}"}
