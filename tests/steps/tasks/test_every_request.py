"""Every request of the topology can be made: its path is filled, and it has a valid body if it needs one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from environment.topology import Protocol, bookstore_topology
from steps.tasks.requests.every_request import path_values
from steps.tasks.requests.request_bodies import BODIES
from steps.tasks.requests.unauthorized_requests import RequestTarget
from tests.owed_entries import Place, hold_complete

_DOCUMENTS = Path("environment/stubs/documents")
_SENT_BY_THE_GATEWAY = "POST /webhooks/stripe"  # its body is signed


def _requests() -> Iterator[str]:
    topology = bookstore_topology()
    for point in topology.points.values():
        if point.protocol is Protocol.HTTP and point.callee in topology.services:
            yield from (f"{row.method} {row.path}" for row in point.operations)


def _with_a_body() -> Iterator[str]:
    for file in _DOCUMENTS.glob("*.json"):
        for path, methods in json.loads(file.read_text("utf-8"))["paths"].items():
            yield from (
                f"{method.upper()} {path}" for method, made in methods.items() if "requestBody" in made
            )


@pytest.mark.owed
def test_each_variable_of_a_path_has_a_value() -> None:
    variables = {name for request in _requests() for name in re.findall(r"{(\w+)}", request)}
    known = path_values(RequestTarget("9780441172719"))
    hold_complete(
        variables - known.keys(),
        Place("steps/tasks/requests/every_request.py", "def path_values"),
        "write what stands for {{{it}}} in a path",
    )


@pytest.mark.owed
def test_each_request_with_a_body_has_a_valid_one() -> None:
    missing = {*_with_a_body()} & {*_requests()} - BODIES.keys() - {_SENT_BY_THE_GATEWAY}
    hold_complete(
        missing,
        Place("steps/tasks/requests/request_bodies.py", "BODIES: "),
        "write a valid body: it is asked without permission, beyond limits and without a database",
    )
