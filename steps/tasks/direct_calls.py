"""Calls to a service at its own address: of a service with its token, and of the staff.

They pass by the service that stands in front of the callee in a checkout, and what that one would refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from steps.drivers.api import bearer
from steps.world.ports import ServiceTokenIssuer
from steps.world.world import World

_LIFE = timedelta(minutes=4)  # a service accepts 5; a table is asked in less


@dataclass
class DirectCalls:
    """Calls in the name of services and of the staff, with tokens that are made once."""

    world: World
    issuer: ServiceTokenIssuer
    advance: Callable[[timedelta], None] | None = None
    """Moves the clock, where an object has to expire."""
    _tokens: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def token(self, caller: str, callee: str) -> dict[str, str]:
        """The header with the caller's token for this callee."""
        if (caller, callee) not in self._tokens:
            self._tokens[caller, callee] = bearer(self.issuer.token(caller, callee, life=_LIFE))
        return self._tokens[caller, callee]

    def let_pass(self, time: timedelta) -> None:
        """Move the clock, and make new tokens from now on: the old ones may have expired."""
        assert self.advance is not None, "these calls were given no clock to move"
        self.advance(time)
        self.renew_tokens()

    def renew_tokens(self) -> None:
        """Make new tokens from now on: time has passed."""
        self._tokens.clear()

    def by(
        self, caller: str, callee: str, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The answer to a service, or to the caller "staff". Raises Refused."""
        staff = caller == "staff"
        credentials = self.world.actors.staff() if staff else self.token(caller, callee)
        return self.world.shop.direct_apis[callee].call(method, path, credentials, body)
