"""The requests that contend for one object: each is ready to be sent, and its answer is comparable."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from environment.topology import Operation
from steps.drivers.api import Api, Refused, ServerFailed, bearer
from steps.drivers.eventually import eventually
from steps.tasks.retrying import UNDECIDED
from steps.vocabulary.comparable import without_names
from steps.vocabulary.operation_pairs import name_of
from steps.world.world import World

Body = Callable[[int], dict[str, Any]]
"""The body of the first (1) or the second (2) request of a pair."""
FAILED = "failed"
"""How the answer of a service begins that failed to answer."""
_WITHIN = 15.0  # seconds
_SECOND = 2


@dataclass(frozen=True)
class ReadyRequest:
    """One request; sent twice, it is the same request."""

    api: Api
    method: str
    path: str
    credentials: Mapping[str, str]
    body: dict[str, Any] | None
    decided_only: bool = False
    told_by_rows: bool = False
    busy: tuple[str, ...] = ()

    def send(self) -> str:
        """What was answered, without ids and times.

        With `decided_only` it is repeated until that is more than to ask again later, and all but the
        decision is left out: the rest, the reason of a refusal too, depends on how far the work has come.
        """
        if not self.decided_only:
            return self._once()
        undecided = {f"refused, {slug}" for slug in (*UNDECIDED, *self.busy)}
        told = eventually(self._once, lambda told: told not in undecided, _WITHIN, f"{self.path} is decided")
        if told.startswith(FAILED):
            return told
        return "answered" if self.told_by_rows else told.partition(",")[0]

    def _once(self) -> str:
        try:
            answer = self.api.call(self.method, self.path, self.credentials, self.body)
        except Refused as refused:
            return f"refused, {refused.slug if self.decided_only else without_names(str(refused))}"
        except ServerFailed as failed:  # an outcome too, which must not come in any order
            return without_names(f"{FAILED}, {failed}")
        return "accepted" if self.decided_only else without_names(json.dumps(answer, sort_keys=True))


@dataclass(frozen=True)
class ContestedObject:
    """What two requests contend for.

    parameters: the values of the parameters in the paths of operations.
    own_parameters: by operation, those that differ; an empty value is a new id for each request.
    bodies: by operation, where it has a body. queries: by operation, where its path has a query.
    credentials: by caller, where it is no service. of_another: by operation, those of the second request,
        where two people contend for the object.
    names: texts by which alone this object differs from another that is equal.
    statements: a regular expression of the statements at which the requests are held, where other work
        changes the table as well.
    told_by_rows: the operations whose answer is only how the object stands at that moment. A capture is
        refused after a reversal, and is answered with "voided" where the reversal has come in between.
    by_timer: the tables that a timer of the service changes, at any moment: their rows are not compared.
    busy: the refusals after which a request is repeated, beside the usual ones.
    settle: returns when the work that follows from the requests is done. A request may have been answered at
        any stage of it, so of its answer only the decision is compared.
    undo: leaves a shop that adds up.
    """

    service: str
    parameters: Mapping[str, str]
    bodies: Mapping[str, Body]
    credentials: Mapping[str, Mapping[str, str]]
    own_parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own_credentials: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    of_another: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    queries: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    statements: str = ""
    told_by_rows: tuple[str, ...] = ()
    by_timer: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()
    settle: Callable[[], None] | None = None
    undo: Callable[[], None] = lambda: None

    def request(self, world: World, operation: Operation, place: int) -> ReadyRequest:
        """The request of this operation that is the first (1) or the second (2) of a pair."""
        name, caller = name_of(operation), operation.arrow.partition(" -> ")[0]
        own = {key: value or str(uuid4()) for key, value in self.own_parameters.get(name, {}).items()}
        path = (operation.path or "").format(**{**self.parameters, **own})
        path += f"?{query}" if (query := self.queries.get(name)) else ""
        body = self.bodies[name](place) if name in self.bodies else None
        own_or_usual = self.own_credentials.get(name) or self.credentials.get(caller)
        credentials = self.of_another.get(name, own_or_usual) if place == _SECOND else own_or_usual
        if caller == "gateway":
            credentials = world.shop.webhooks.signed(body or {}, world.clock.now())
        if credentials is None:
            credentials = bearer(world.service_tokens.token(caller, self.service))
        return ReadyRequest(
            world.shop.sent_by(caller, self.service),
            operation.method or "",
            path,
            {"idempotency-key": str(uuid4()), **credentials},
            body,
            decided_only=self.settle is not None,
            told_by_rows=name in self.told_by_rows,
            busy=self.busy,
        )

    def rows(self, world: World) -> list[str]:
        """What the service has stored, without what a timer changes."""
        stored = world.stored.rows(self.service)
        return [row for row in stored if row.partition(" ")[0] not in self.by_timer]

    def without_own_names(self, written: str) -> str:
        """The text as it is of any equal object."""
        for name in self.names:
            written = written.replace(name, "_")
        return written
