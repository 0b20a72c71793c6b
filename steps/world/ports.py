"""The ports of a scenario: what steps ask of their surroundings, and what environment implements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

TOKEN_LIFE = timedelta(hours=12)


class Identity(Protocol):
    """An identity provider, which signs the tokens of customers and staff."""

    @property
    def public_key(self) -> str:
        """The key, in PEM, with which the shop verifies signatures."""
        ...

    def token(
        self,
        customer_id: str,
        email: str,
        *,
        roles: tuple[str, ...] = (),
        life: timedelta = TOKEN_LIFE,
        audience: str = "bookstore",
    ) -> str:
        """A bearer token for this customer."""
        ...


class ServiceTokenIssuer(Protocol):
    """Issues the tokens with which services authenticate to each other."""

    def token(self, caller: str, callee: str, *, life: timedelta = ...) -> str:
        """A bearer token of the caller for the callee."""
        ...


class ServiceControl(Protocol):
    """A running part of the stack that a scenario may kill and start."""

    def kill(self) -> None:
        """SIGKILL; its port refuses connections from then on."""
        ...

    def start(self) -> None:
        """Start it again; returns when it answers."""
        ...

    def restart(self) -> None:
        """Kill and start: what it had in memory is lost."""
        ...

    def log(self) -> str:
        """Its log since the stack came up."""
        ...


class ScenarioClock(Protocol):
    """The clock of all services."""

    def now(self) -> datetime:
        """The time as the services see it, in UTC."""
        ...

    def advance(self, by: timedelta) -> None:
        """Move the time forward for all services at once."""
        ...


class StoredData(Protocol):
    """What the services have stored, read from their databases."""

    def unsent_messages(self) -> int:
        """The number of events and mails that are still to be sent."""
        ...

    def contents(self) -> Mapping[str, str]:
        """A digest of the business tables, by service and table: equal where nothing has changed."""
        ...

    def messages_tried(self, service: str) -> int:
        """The number of this service's messages that it has tried to send, accepted or not."""
        ...

    def orders_of(self, checkout_ids: Iterable[str]) -> int:
        """The number of orders of these checkouts, in any state."""
        ...
