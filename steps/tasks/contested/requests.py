"""The requests that contend for one object: each is ready to be sent, and its answer is comparable."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from environment.topology import Operation
from steps.drivers.api import Api, Refused, ServerFailed, bearer
from steps.vocabulary.comparable import without_names
from steps.vocabulary.operation_pairs import name_of
from steps.world.world import World

Body = Callable[[int], dict[str, Any]]
"""The body of the first (1) or the second (2) request of a pair."""


@dataclass(frozen=True)
class ReadyRequest:
    """One request; sent twice, it is the same request."""

    api: Api
    method: str
    path: str
    credentials: Mapping[str, str]
    body: dict[str, Any] | None

    def send(self) -> str:
        """What was answered, without ids and times."""
        try:
            answer = self.api.call(self.method, self.path, self.credentials, self.body)
        except Refused as refused:
            return without_names(f"refused, {refused}")
        except ServerFailed as failed:  # an outcome too, which no serial order has
            return without_names(f"failed, {failed}")
        return without_names(json.dumps(answer, sort_keys=True))


@dataclass(frozen=True)
class ContestedObject:
    """What two requests contend for.

    parameters: the values of the parameters in the paths of operations.
    own_parameters: by operation, those that differ; an empty value is a new id for each request.
    bodies: by operation, where it has a body.
    credentials: by caller, where it is no service.
    names: texts by which alone this object differs from another that is equal.
    """

    service: str
    parameters: Mapping[str, str]
    bodies: Mapping[str, Body]
    credentials: Mapping[str, Mapping[str, str]]
    own_parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own_credentials: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def request(self, world: World, operation: Operation, place: int) -> ReadyRequest:
        """The request of this operation that is the first (1) or the second (2) of a pair."""
        name, caller = name_of(operation), operation.arrow.partition(" -> ")[0]
        own = {key: value or str(uuid4()) for key, value in self.own_parameters.get(name, {}).items()}
        path = (operation.path or "").format(**{**self.parameters, **own})
        credentials = self.own_credentials.get(name) or self.credentials.get(caller)
        if credentials is None:
            credentials = bearer(world.service_tokens.token(caller, self.service))
        credentials = {"idempotency-key": str(uuid4()), **credentials}
        body = self.bodies[name](place) if name in self.bodies else None
        return ReadyRequest(
            world.shop.raw_apis[self.service], operation.method or "", path, credentials, body
        )

    def without_own_names(self, written: str) -> str:
        """The text as it is of any equal object."""
        for name in self.names:
            written = written.replace(name, "_")
        return written
