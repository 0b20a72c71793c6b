"""Where each field of a request between services comes from: by its name, or as `flows.txt` says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, TypeAdapter

from bookstore.platform import schemas
from environment.topology import Operation, topology
from steps.vocabulary.field_limits import DocumentedFields, FieldLimits, Limits

TABLE = Path(__file__).with_name("flows.txt")
_GIVEN = " (given)"
_TYPES: Mapping[str, Any] = {
    **vars(schemas),
    "UUID": UUID,
    "PositiveInt": Annotated[int, Field(ge=1)],
    "bool": bool,
    "datetime": datetime,
    "PositiveMinorUnits": Annotated[schemas.MinorUnits, Field(ge=1)],
}
Documents = Mapping[str, DocumentedFields]


@dataclass(frozen=True)
class Row:
    """A line of the table. `key` is the operation and the field of its request."""

    key: tuple[str, str]
    origin: str
    field: str

    def limits(self, documents: Documents) -> Limits:
        """The limits of the field it names. Raises KeyError, in a sentence, where there is no such field."""
        name = self.field.removesuffix(_GIVEN)
        found = self._found(name, documents)
        return tuple(_given(each) for each in found if each.kind != "null") if name != self.field else found

    def _found(self, name: str, documents: Documents) -> Limits:
        if self.origin == "type":
            return (FieldLimits(TypeAdapter(_TYPES[name]).json_schema()),)
        if self.origin == "constant":
            return (FieldLimits({"type": "null"} if name == "null" else {"enum": name.split()}),)
        side, _, operation = self.origin.partition(" ")
        callee, found = operation_called(operation)
        fields = documents[callee].of_request if side == "request" else documents[callee].of_answer
        try:
            return fields(str(found.method), str(found.path))[name]
        except KeyError:
            raise KeyError(f"{self.key}: the {side} of {operation!r} has no field {name!r}") from None


def rows() -> dict[tuple[str, str], Row]:
    """The lines of the table, by operation and field."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines[1:]]
    found = [Row((operation, field), origin, its_field) for operation, field, origin, its_field, _ in cells]
    assert len({row.key for row in found}) == len(found), "a field has two lines"
    return {row.key: row for row in found}


def operation_called(name: str) -> tuple[str, Operation]:
    """The callee and the operation of `<caller> -> <callee>: <word>`."""
    arrow, _, word = name.partition(": ")
    point = topology().points[arrow]
    return point.callee, point.operation(word)


def between_services() -> Iterator[str]:
    """Every operation that one service asks of another, as `<caller> -> <callee>: <word>`."""
    services = topology().services
    for point in topology().points.values():
        if point.caller in services and point.callee in services:
            yield from (f"{point.arrow}: {operation.word}" for operation in point.operations)


def same_named(field: str, caller: DocumentedFields) -> Iterator[Limits]:
    """The fields that the caller accepts under this path, or else under this name."""
    accepted = list(caller.of_requests())
    by_path = [limits for path, limits in accepted if path == field]
    yield from by_path or [limits for path, limits in accepted if name_of(path) == name_of(field)]


def name_of(path: str) -> str:
    """The name of a field without the objects and lists around it."""
    return path.replace("[]", "").rpartition(".")[2]


def _given(limits: FieldLimits) -> FieldLimits:
    least = {"array": "minItems", "string": "minLength", "integer": "minimum"}[str(limits.kind)]
    return FieldLimits({**limits.schema, least: max(1, limits.bound(least) or 0)})
