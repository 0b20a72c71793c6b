"""The answer that each caller must get, from the topology and from who owns what. Without I/O."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from environment.topology import Topology

ALLOWED = "allowed"
NOT_AUTHENTICATED = "401 not-authenticated"
NOT_ALLOWED = "403 not-allowed"
BAD_SIGNATURE = "401 signature-not-valid"


class Role(StrEnum):
    """What a caller is to an operation and to the object that the request names."""

    CUSTOMER_WHO_OWNS = "customer who owns"
    GUEST_WHO_OWNS = "guest who owns"
    OTHER_CUSTOMER = "other customer"
    OTHER_GUEST = "other guest"
    STAFF = "staff"
    SERVICE = "service"
    GATEWAY = "gateway"
    NO_CREDENTIALS = "no credentials"
    FLAWED = "flawed credentials"


_OWNERS = frozenset({Role.CUSTOMER_WHO_OWNS, Role.GUEST_WHO_OWNS})
_BUYERS = _OWNERS | {Role.OTHER_CUSTOMER, Role.OTHER_GUEST}
_GUESTS = frozenset({Role.GUEST_WHO_OWNS, Role.OTHER_GUEST})


class SpokenFor(StrEnum):
    """On whose behalf a service calls."""

    ITSELF = "itself"
    CUSTOMER = "the customer"
    GUEST = "the guest"


@dataclass(frozen=True)
class Caller:
    """One column of the table. `service` and `spoken_for` are those of a service, `flaw` that of a token.

    of_guest: whether a person asks for what a guest owns, and not for what a customer owns.
    """

    name: str
    role: Role
    service: str = ""
    spoken_for: SpokenFor = SpokenFor.ITSELF
    flaw: str = ""
    of_guest: bool = False

    @property
    def asking_part(self) -> str:
        """The part of the topology that calls; a flawed token is shown by a customer."""
        return self.service or {Role.STAFF: "staff", Role.GATEWAY: "gateway"}.get(self.role, "customer")


@dataclass(frozen=True)
class OwnerRule:
    """What the topology does not say of an operation that customers may call.

    hidden: the problem that a stranger is told, since for them the object does not exist; empty where the
    request names no object of a buyer.
    open_to_all: it needs no credentials. account: a guest may not, only a customer with an account.
    """

    hidden: str = ""
    open_to_all: bool = False
    account: bool = False


NOTHING_OWNED = OwnerRule()


@dataclass(frozen=True)
class GuardedOperation:
    """One operation of a service, and the callers that the topology has for it."""

    callee: str
    method: str
    path: str
    words: tuple[str, ...]
    callers: frozenset[str]
    ownership: OwnerRule = NOTHING_OWNED

    @property
    def label(self) -> str:
        """As the OpenAPI document writes it."""
        return f"{self.method} {self.path}"

    @property
    def name(self) -> str:
        """The name of the row: the service, the operation in words, and as the document writes it."""
        return f"{self.callee}: {self.words[0]} ({self.label})"

    def expected(self, caller: Caller) -> str:
        """The answer that this caller must get."""
        if "gateway" in self.callers:
            return ALLOWED if caller.role is Role.GATEWAY else BAD_SIGNATURE
        if caller.role is Role.FLAWED:
            return NOT_AUTHENTICATED
        if caller.role in (Role.NO_CREDENTIALS, Role.GATEWAY):
            return ALLOWED if self.ownership.open_to_all else NOT_AUTHENTICATED
        return ALLOWED if self._admits(caller) else self._refusal_of(caller)

    def _admits(self, caller: Caller) -> bool:
        if caller.role is Role.SERVICE:
            speaks_for_itself = caller.spoken_for is SpokenFor.ITSELF
            return caller.service in self.callers and not ("customer" in self.callers and speaks_for_itself)
        if caller.role is Role.STAFF and "staff" in self.callers:
            return True
        owns = not self.ownership.hidden or caller.role in _OWNERS
        return self._admits_buyers(caller) and owns

    def _admits_buyers(self, caller: Caller) -> bool:
        """Whether the caller is of the kind that may own the object; the staff has accounts as well."""
        may_be_guest = not (self.ownership.account and caller.role in _GUESTS)
        return "customer" in self.callers and caller.role in _BUYERS | {Role.STAFF} and may_be_guest

    def _refusal_of(self, caller: Caller) -> str:
        return f"404 {self.ownership.hidden}" if self._admits_buyers(caller) else NOT_ALLOWED


def rows_of(topology: Topology) -> Iterator[tuple[str, str, str, str, str]]:
    """Callee, method, path, word and caller of each row that a service of the shop answers."""
    for point in topology.points.values():
        if point.callee in topology.services:
            for each in point.operations:
                if each.method and each.path:
                    yield point.callee, each.method, each.path, each.word, point.caller
