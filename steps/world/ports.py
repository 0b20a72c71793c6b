"""The ports of a scenario: what steps ask of their surroundings, and what environment implements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

from steps.vocabulary.crash_points import Restart
from steps.vocabulary.fault_spec import CallPattern, FaultSpec

TOKEN_LIFE = timedelta(hours=12)


class Identity(Protocol):
    """An identity provider, which signs the tokens of customers and staff."""

    @property
    def public_key(self) -> str:
        """The key, in PEM, with which the shop verifies signatures."""
        ...

    def token(
        self,
        customer_id: str | None,
        email: str,
        *,
        roles: tuple[str, ...] = (),
        life: timedelta = TOKEN_LIFE,
        audience: str = "bookstore",
    ) -> str:
        """A bearer token for this customer; for None one that names no customer."""
        ...


class ServiceTokenIssuer(Protocol):
    """Issues the tokens with which services authenticate to each other."""

    def token(self, caller: str, callee: str, *, life: timedelta = ..., signed_by: str | None = None) -> str:
        """A bearer token of the caller for the callee; `signed_by` names another service that signs it."""
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

    def quickly(self) -> AbstractContextManager[None]:
        """Time passes faster inside the block; as always where the clock of the target cannot be moved."""
        ...


class StoredData(Protocol):
    """What the services have stored, read from their databases."""

    def unsent_messages(self) -> int:
        """The number of events and mails that are still to be sent."""
        ...

    def unsent_on(self) -> str:
        """The arrow of what waits longest to be sent; empty where nothing does, or nobody knows."""
        ...

    def unsettled_payments(self) -> int:
        """The number of payments about which the gateway is still to be asked."""
        ...

    def contents(self) -> Mapping[str, str]:
        """A digest of every table, by service and table: equal where nothing has changed."""
        ...

    def messages_tried(self, service: str) -> int:
        """The number of this service's messages that it has tried to send, accepted or not."""
        ...

    def orders_of(self, checkout_ids: Iterable[str]) -> int:
        """The number of orders of these checkouts, in any state."""
        ...

    def rows(self, service: str) -> Sequence[str]:
        """Each row of a service's tables as text, with the table in front, in any order.

        Left out are keys, ids and times, by which alone two equal objects differ.
        """
        ...

    def texts(self) -> Mapping[str, Sequence[str]]:
        """Each row of every table as text, by service, with all that it holds; bytes in hexadecimal."""
        ...

    def lock_waits(self, service: str) -> int:
        """How many transactions of a service wait for a lock that another transaction holds."""
        ...

    def empty(self, service: str) -> None:
        """Remove everything that a service has stored."""
        ...


class FaultInjector(Protocol):
    """Injects faults into the calls between services. Implemented by `ProxyFaultInjector`."""

    def inject(self, fault: FaultSpec) -> None:
        """Put the fault on its edge; it stays until it is healed, or until the scenario ends."""
        ...

    def heal(self, name: str) -> None:
        """End a fault once it has acted on a call; held calls go on.

        Raises AssertionError, with the calls that passed, if the fault has acted on no call.
        """
        ...

    def release(self, name: str, which: int | None = None) -> None:
        """Let one held call go on (0 = the first that came), or all: then no call is held from then on."""
        ...

    def holds(self, name: str, calls: int) -> bool:
        """Whether the fault holds so many calls at this moment, or more."""
        ...

    def wait_until_held(self, name: str, calls: int) -> None:
        """Return when the fault holds so many calls.

        Raises AssertionError, with the calls that passed, if it does not hold them in time.
        """
        ...

    def calls(self, edge: str, word: str = "") -> int:
        """How many calls have crossed the edge in this scenario up to now; with a word, of this operation."""
        ...

    def was_delivered(self, name: str) -> bool:
        """Whether the callee received a call that the fault acted on; waits until those calls are over."""
        ...

    def was_given_up(self, name: str) -> bool:
        """Whether a caller has hung up within an answer that the fault gives in parts."""
        ...


class Restarts(Protocol):
    """The parts that come back after they were killed; of a target where none is killed there are none."""

    def wait_for_restarts(self) -> None:
        """Return once each part that was ended so far is up again."""
        ...


class CrashInjector(Protocol):
    """Kills services and crashes PostgreSQL at a point of a call, and starts them again at once.

    `point` is a value of `steps.vocabulary.crash_points.MOMENTS`. Implemented by `ProxyCrashInjector`.
    """

    def kill_at(self, service: str, calls: CallPattern, point: str) -> None:
        """Send SIGKILL to the service when such a call reaches the point."""
        ...

    def kill_at_commit(self, service: str, table: str, nth: int, when: str) -> None:
        """Send SIGKILL to the service at its nth COMMIT that writes this table, and start it again.

        `when`: "before" the COMMIT is sent, or "after" it is done and not acknowledged.
        """
        ...

    def kill_primary_at(self, service: str, calls: CallPattern, point: str) -> None:
        """Send SIGKILL to the first of two instances when such a call reaches the point.

        It is not started again; the second instance goes on.
        """
        ...

    def suspend_primary_at(
        self, service: str, calls: CallPattern, point: str, *, cut_off: bool = True
    ) -> None:
        """Suspend the first of two instances when such a call reaches the point; the second is called.

        The first is stopped with SIGSTOP. Where it is cut off from its database, its sessions there end, and
        the second takes its work over; else it keeps its locks. It is not continued.
        """
        ...

    def replace_primary_at(self, service: str, calls: CallPattern, point: str) -> None:
        """Send SIGTERM to the first instance when such a call reaches the point; the second takes over."""
        ...

    def crash_database_at(self, service: str, statement: str, when: str) -> None:
        """Stop PostgreSQL just `before` or `after` the service commits such a statement, and start it again.

        `statement` is a regular expression.
        """
        ...

    def last_restart(self) -> Restart:
        """The latest restart; waits until every crash has happened and all services are up again.

        Raises AssertionError if a call at which a service was to be killed has not come.
        """
        ...


class Replicas(Protocol):
    """Second instances of services, on the same database."""

    def start(self, service: str, settings: Mapping[str, str] | None = None) -> None:
        """Start a second instance, with other settings if some are given; it gets no calls yet."""
        ...

    def share(self, service: str) -> None:
        """Send new connections to both instances in turn, to the first instance first."""
        ...

    def wake_primary(self, service: str) -> None:
        """Continue a first instance that is suspended."""
        ...

    def replace(self, service: str) -> None:
        """Tell the first instance to stop; the second gets all calls from then on."""
        ...

    def wait_stopped(self, service: str) -> None:
        """Return when the first instance has ended. Raises TimeoutError."""
        ...


class RecordedCalls(Protocol):
    """The calls and commits of a scenario, and the crash tables of features.

    Implemented by `ProxyRecordedCalls`.
    """

    def start(self) -> None:
        """Begin the lists."""
        ...

    def differences_from(self, feature: str, edge: str = "") -> list[tuple[str, str]]:
        """Arrow and sentence of each call or commit that only the lists or only the feature's table has.

        With an edge, the lists are those of the calls on this edge, and of the commits of its two ends since
        the first of these calls.
        """
        ...

    def tokens_signed_early(self) -> Mapping[str, str]:
        """A sentence for each service that signed a token for another one while its last was new."""
        ...
