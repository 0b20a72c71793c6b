"""Requests made up by Schemathesis from a service's OpenAPI document: some keep it, some break it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.openapi import from_dict

from environment.tools.fuzz.known import Known

_MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
_OURS = ("authorization", "content-length", "user-agent", "accept", "accept-encoding", "connection")
_KEY = "idempotency-key"
Made = Callable[[str, tuple[tuple[str, str], ...], bytes], None]


@dataclass(frozen=True)
class Operation:
    """One operation of a service, and how requests to it are made up."""

    service: str
    label: str
    method: str
    operation: Any

    def make(self, count: int, with_seed: int, known: Known, made: Made) -> None:
        """At most `count` requests (path, headers, body) of each kind, given to `made` one by one."""
        for mode in _MODES:
            self._make(mode, count, with_seed, known, made)

    def _make(self, mode: Any, count: int, with_seed: int, known: Known, made: Made) -> None:
        # No example is kept from run to run, and none is shrunk: the shop has changed by then.
        quick = settings(
            max_examples=count,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
        )

        asked = 0

        @seed(with_seed)
        @quick
        @given(case=self.operation.as_strategy(generation_mode=mode))
        def each(case: Any) -> None:
            nonlocal asked
            asked += 1
            made(*_written(self.label, case, known))

        # Without parameters and body, one case keeps the document, and none breaks it.
        with suppress(Unsatisfiable):
            while asked < count:
                each()


def operations(service: str, document: dict[str, Any]) -> list[Operation]:
    """Every operation that the document has."""
    found = (each.ok() for each in from_dict(document).get_all_operations())
    return [Operation(service, f"{one.method.upper()} {one.path}", one.method.upper(), one) for one in found]


def _written(label: str, case: Any, known: Known) -> tuple[str, tuple[tuple[str, str], ...], bytes]:
    """The request of a case as it would be sent, with what is known woven in."""
    case.path_parameters = {name: known.often(name, value) for name, value in case.path_parameters.items()}
    case.query = {name: known.often(name, value) for name, value in case.query.items()}
    arguments = case.as_transport_kwargs(base_url="http://shop")
    if "json" in arguments:
        body = known.sensible(label, known.woven_in(arguments.pop("json")))
        arguments["data"] = json.dumps(body).encode()
        arguments["headers"].setdefault("content-type", "application/json")
    prepared = requests.Request(
        arguments["method"], arguments["url"], params=arguments.get("params"), data=arguments.get("data")
    ).prepare()
    content = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body or b""
    arguments["headers"].setdefault(_KEY, known.often(_KEY, ""))
    headers = {
        name: str(known.often(name, value))
        for name, value in arguments["headers"].items()
        if name.lower() not in _OURS and not name.lower().startswith("x-schemathesis")
    }
    return prepared.path_url, tuple(headers.items()), content
