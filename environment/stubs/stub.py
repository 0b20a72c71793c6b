"""What every stub is: operations by method and path, a memory that is emptied, and refusals by slug."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from environment.stubs.callers import StubCaller

DOCUMENTS = Path(__file__).with_name("documents")
_OPERATION = "stubbed_operation"
_VARIABLE = re.compile(r"\{[^{}]+\}")
Function = TypeVar("Function", bound=Callable[..., Any])
Answer = tuple[int, Mapping[str, Any]]
"""A status, and the body."""


class StubRefusal(Exception):
    """The stub refuses, as its service does; the document says with which status and title."""

    def __init__(self, slug: str, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.slug, self.detail, self.members = slug, detail, members


@dataclass(frozen=True)
class StubCall:
    """One request that the document and its security allow. `path` has the variables of the path."""

    caller: StubCaller
    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""


Handler = Callable[[StubCall], Answer]


def offers(operation: str) -> Callable[[Function], Function]:
    """Declare the operation that a method of a stub answers, such as `GET /availability`."""

    def declare(function: Function) -> Function:
        setattr(function, _OPERATION, operation)
        return function

    return declare


class Stub:
    """The base of all stubs. A subclass names its service, and has a method for each operation it offers."""

    service: ClassVar[str]

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` gives the time in UTC."""
        self.now = now
        self.forget()

    def forget(self) -> None:
        """Empty the memory, for the next scenario."""

    @classmethod
    def offered(cls) -> frozenset[str]:
        """The operations that this stub answers, as its document writes them."""
        return frozenset(_operations_of(cls))

    def handlers(self) -> Mapping[str, Handler]:
        """The methods of this stub by operation."""
        return {operation: getattr(self, name) for operation, name in _operations_of(type(self)).items()}


def _operations_of(kind: type[Stub]) -> dict[str, str]:
    found = {name: getattr(getattr(kind, name), _OPERATION, "") for name in dir(kind)}
    return {operation: name for name, operation in found.items() if operation}


def offered_operation(kind: type[Stub] | None, method: str, target: str) -> str | None:
    """The operation of a stub that a request is of; None where the stub does not offer it."""
    path = urlsplit(target).path
    for operation in (
        sorted(kind.offered(), key=_variables_of) if kind else ()
    ):  # /payments/circuit before {id}
        known, _, template = operation.partition(" ")
        pattern = "[^/]+".join(re.escape(part) for part in _VARIABLE.split(template))
        if known == method and re.fullmatch(pattern, path):
            return operation
    return None


def _variables_of(operation: str) -> tuple[int, str]:
    """Sorts an address of its own, such as /payments/circuit, before one with a variable that fits too."""
    return operation.count("{"), operation


def document_of(service: str) -> dict[str, Any]:
    """The OpenAPI document of a service, which `make documents` writes."""
    found: dict[str, Any] = json.loads((DOCUMENTS / f"{service}.json").read_text("utf-8"))
    return found


def iso(moment: datetime) -> str:
    """A time as the services write it in JSON."""
    return moment.isoformat().replace("+00:00", "Z")
