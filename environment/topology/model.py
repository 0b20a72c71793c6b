"""What a topology consists of: parts, integration points and operations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

END_OF_DATA = "END OF DATA"
"""The SMTP operation that hands a mail over: RFC 5321, section 4.1.1.4."""
STRANGER = "stranger"
"""A sender that is no part of the shop: with forged or no credentials, or in the place of a service."""
_ARROW = " -> "


class Protocol(StrEnum):
    """What is spoken at an integration point."""

    HTTP = "http"
    HTTPS = "https"
    POSTGRES = "postgres"
    SMTP = "smtp"


class PartKind(StrEnum):
    """What a part is to the suite. A front is one of the shop's own programs that has no database."""

    PERSON = "person"
    SERVICE = "service"
    FRONT = "front"
    DOUBLE = "double"
    DATABASE = "database"


class UnknownOperation(ValueError):
    """A call, an arrow or a word that the topology does not have; the message lists what it has."""


@dataclass(frozen=True)
class Part:
    """One part of the system.

    role: what it is to the suite, such as "payment gateway". player: the program that plays it; in a shop
    that is one program, the same for all its services.
    """

    name: str
    role: str
    kind: PartKind
    player: str = ""

    @property
    def label(self) -> str:
        """How reports call it: by the program that plays it."""
        return self.player or self.name


@dataclass(frozen=True)
class Operation:
    """One kind of request at an integration point.

    HTTP operations have `method`, `path` (as the callee's OpenAPI document writes it) and `path_pattern`
    (a regular expression, searched in the request target). The others have `matching` (a regular expression,
    searched in the statement or the command); SMTP operations have `command` as well. `stores` are the tables
    that the callee may change.
    """

    arrow: str
    word: str
    method: str | None = None
    path: str | None = None
    path_pattern: str | None = None
    matching: str | None = None
    command: str | None = None
    stores: tuple[str, ...] = ()
    asynchronous: bool = False

    @property
    def changes(self) -> bool:
        """Whether the callee may do something that lasts: no read, and of SMTP the end of a mail alone."""
        if self.command is not None:
            return self.command == END_OF_DATA
        return self.method != "GET"

    def is_command(self, summary: str) -> bool:
        """Whether an SMTP command, in its recorded form, is of this operation."""
        return (
            self.command is not None and re.search(self.matching or "$^", summary, re.IGNORECASE) is not None
        )

    def matches(self, method: str, target: str) -> bool:
        """Whether an HTTP request is of this operation; `target` is its path with or without a query."""
        return self.method == method and re.search(self.path_pattern or "$^", target) is not None


@dataclass(frozen=True)
class IntegrationPoint:
    """One caller and one callee, and the operations that cross from one to the other."""

    caller: str
    callee: str
    protocol: Protocol
    operations: tuple[Operation, ...]
    asynchronous: bool = False

    @property
    def arrow(self) -> str:
        """Its name: `<caller> -> <callee>`."""
        return arrow(self.caller, self.callee)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its operations, in the order of the file."""
        return tuple(operation.word for operation in self.operations)

    def operation(self, word: str) -> Operation:
        """The operation of this word. Raises UnknownOperation, which lists the words."""
        for operation in self.operations:
            if operation.word == word:
                return operation
        raise UnknownOperation(f"{self.arrow!r} has no {word!r}; there are: {', '.join(self.words)}")

    def operation_of(self, method: str, target: str) -> Operation | None:
        """The operation of an HTTP request; None where the topology has none."""
        return next((each for each in self.operations if each.matches(method, target)), None)

    def command(self, summary: str) -> Operation:
        """The operation of an SMTP command, in its recorded form. Raises UnknownOperation."""
        for operation in self.operations:
            if operation.is_command(summary):
                return operation
        raise UnknownOperation(
            f"there is no command {summary} on {self.arrow!r}: add a row to the topology file"
        )


@dataclass(frozen=True)
class Topology:
    """The parts of one shop, and its integration points by arrow."""

    name: str
    parts: Mapping[str, Part]
    points: Mapping[str, IntegrationPoint]

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The shop's own services, in the order of the file."""
        return self._of_kind(PartKind.SERVICE)

    @cached_property
    def fronts(self) -> tuple[str, ...]:
        """The shop's own programs that have no database: they serve pages."""
        return self._of_kind(PartKind.FRONT)

    @cached_property
    def doubles(self) -> tuple[str, ...]:
        """The stand-ins for the systems of other companies."""
        return self._of_kind(PartKind.DOUBLE)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The roles of the people who call."""
        return self._of_kind(PartKind.PERSON)

    @cached_property
    def uninvited(self) -> tuple[str, ...]:
        """The arrows on which nothing is expected and anything may come: of people, and of strangers.

        No integration point is among them: no operation crosses them that a service has to answer.
        """
        callers = (*self.people, STRANGER)
        every = (arrow(caller, callee) for caller in callers for callee in self.services)
        return tuple(each for each in every if each not in self.points)

    @property
    def arrows(self) -> tuple[str, ...]:
        """The names of all integration points, in the order of the file."""
        return tuple(self.points)

    def point(self, name: str) -> IntegrationPoint:
        """The integration point of this arrow. Raises UnknownOperation, which lists the arrows."""
        if name not in self.points:
            raise UnknownOperation(f"there is no arrow {name!r}; there are: {', '.join(sorted(self.points))}")
        return self.points[name]

    def operations(self) -> Iterator[Operation]:
        """All operations, arrow by arrow."""
        for point in self.points.values():
            yield from point.operations

    def callees_of(self, caller: str) -> tuple[str, ...]:
        """The services and doubles that a part calls, databases left out."""
        return tuple(
            point.callee
            for point in self.points.values()
            if point.caller == caller and self.parts[point.callee].kind is not PartKind.DATABASE
        )

    def stands_alone(self, part: str) -> bool:
        """Whether the program that plays a part plays no other: then it can be stopped by itself."""
        player = self.parts[part].label
        return sum(each.label == player for each in self.parts.values()) == 1

    def has(self, name: str, word: str = "") -> bool:
        """Whether this arrow exists, and the operation of this word crosses it."""
        return name in self.points and (not word or word in self.points[name].words)

    def database_of(self, service: str) -> IntegrationPoint:
        """The integration point of a service with its database. Raises UnknownOperation."""
        found = self.database_behind(service)
        if found is None:
            known = ", ".join(point.caller for point in self.points.values() if self.is_database(point))
            raise UnknownOperation(f"there is no service with a database {service!r}; there are: {known}")
        return found

    def database_behind(self, part: str) -> IntegrationPoint | None:
        """The integration point of a part with its database; None where it has none."""
        own = (point for point in self.points.values() if point.caller == part and self.is_database(point))
        return next(own, None)

    def is_database(self, point: IntegrationPoint) -> bool:
        """Whether the callee is a database."""
        return self.parts[point.callee].kind is PartKind.DATABASE

    def is_person(self, part: str) -> bool:
        """Whether a part is a person, who may ask for anything."""
        return part in self.people

    def word_of(self, arrow_name: str, method: str, target: str) -> str:
        """The word for an HTTP call. Raises UnknownOperation where it has no row."""
        operation = self.point(arrow_name).operation_of(method, target)
        if operation is None:
            raise UnknownOperation(
                f"there is no operation {method} {target} on {arrow_name!r}: add a row to the topology file"
            )
        return operation.word

    def _of_kind(self, kind: PartKind) -> tuple[str, ...]:
        return tuple(name for name, part in self.parts.items() if part.kind is kind)


def arrow(caller: str, callee: str) -> str:
    """The name of an integration point."""
    return f"{caller}{_ARROW}{callee}"
