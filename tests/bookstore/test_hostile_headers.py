"""No header of any route of any service brings about a server error, whatever bytes it holds.

The routes come from the OpenAPI documents of a running stack. Each is asked with credentials and a body that
it accepts, so that a header is read as far as it ever is.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import requests

from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack
from environment.tools.fuzz.callers import Callers
from environment.tools.fuzz.seed_data import SeedData
from environment.tools.fuzz.valid_bodies import valid_body
from environment.world.factory import WorldFactory

_SEED = 18
_HIGH_BYTES = bytes(range(0x80, 0x100))
_VALUES = (_HIGH_BYTES, b"9" * 400, b"a" * 8000, b"")
_FORMS: Mapping[str, tuple[bytes, ...]] = {
    "authorization": (b"%s", b"Bearer %s", b"Basic %s", b"Bearer %s.%s.%s"),
    "on-behalf-of": (b"%s", b"customer:%s"),
    "stripe-signature": (b"%s", b"t=%s", b"t=%s,v1=%s", b"v1=%s,t=1", b"t=1,v1=%s"),
    "traceparent": (b"%s", b"00-%s-%s-01"),
    "content-type": (b"%s", b"application/json; charset=%s"),
}
_HEADERS = (
    *("authorization", "cart-token", "on-behalf-of", "idempotency-key", "stripe-signature"),
    *("traceparent", "baggage", "content-type", "accept", "cookie", "content-length", "host"),
)
_FRAMING = ("content-length", "host")  # for these the server may close the connection instead of an answer
_ANSWER_SECONDS = 20


@dataclass(frozen=True)
class Route:
    """A route with headers and a body that it accepts, as far as a single request can be accepted."""

    service: str
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    declared: tuple[str, ...]

    def headers_to_try(self) -> tuple[str, ...]:
        """What any route may read, and what this one declares."""
        return tuple(dict.fromkeys((*_HEADERS, *self.declared)))


def _values(header: str) -> Iterator[bytes]:
    for form in _FORMS.get(header, (b"%s",)):
        for value in _VALUES:
            yield form.replace(b"%s", value)


def _status(stack: Stack, route: Route, header: str, value: bytes) -> int:
    """The status of the answer, 0 where the connection was closed without one."""
    usual = {"host": "bookstore", "content-type": "application/json", **route.headers}
    usual |= {"content-length": str(len(route.body)), "connection": "close"}
    lines = [f"{route.method} {route.path} HTTP/1.1".encode()]
    lines += [f"{name}: {text}".encode() for name, text in usual.items() if name != header]
    lines.append(header.encode() + b": " + value)
    address = urlsplit(stack.url(route.service))
    with socket.create_connection((address.hostname, address.port), timeout=_ANSWER_SECONDS) as connection:
        connection.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + route.body)
        answer = connection.makefile("rb").readline()
    return int(answer.split()[1]) if answer else 0


def _body(label: str, names: Mapping[str, str]) -> bytes:
    own: Mapping[str, dict[str, Any]] = {
        "POST /carts": {"currency": "USD"},
        "POST /carts/{cart_id}/lines": {"sku": names["sku"], "quantity": 1},
    }
    if label.startswith("GET"):
        return b""
    return json.dumps(own.get(label) or valid_body(label, names, lambda: str(uuid4())) or {}).encode()


def _path(template: str, names: Mapping[str, str]) -> str:
    known = {**names, "currency": "USD", "country": "US", "region": "OR", "code": "SPRING"}
    return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], str(uuid4())), template)


def _routes(stack: Stack, data: SeedData) -> Iterator[Route]:
    callers = Callers(stack, data, _SEED)
    for service in SERVICES:
        document = requests.get(f"{stack.url(service)}/openapi.json", timeout=_ANSWER_SECONDS).json()
        for template, operations in document["paths"].items():
            for method, operation in operations.items():
                label = f"{method.upper()} {template}"
                body, path = _body(label, data.names), _path(template, data.names)
                parameters = operation.get("parameters", ())
                declared = tuple(one["name"].lower() for one in parameters if one["in"] == "header")
                url = stack.url(service) + path
                for caller in ("staff", "customer", "guest", "gateway", *SERVICES, "anonymous"):
                    credentials = callers.credentials(caller, service, body)
                    tried = {
                        **credentials,
                        "content-type": "application/json",
                        "idempotency-key": str(uuid4()),
                    }
                    answer = requests.request(method, url, headers=tried, data=body, timeout=_ANSWER_SECONDS)
                    if answer.status_code not in (401, 403):
                        break
                yield Route(service, method.upper(), path, credentials, body, declared)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with Stack() as started:
        yield started


@pytest.fixture(scope="module")
def routes(stack: Stack) -> list[Route]:
    world_factory = WorldFactory(stack)
    found = list(_routes(stack, SeedData.create(world_factory.world("headers"), _SEED)))
    world_factory.close()
    return found


def test_there_are_routes_of_every_service(routes: list[Route]) -> None:
    assert {route.service for route in routes} == set(SERVICES)


@pytest.mark.parametrize("service", SERVICES)
def test_no_header_brings_about_a_server_error(stack: Stack, routes: list[Route], service: str) -> None:
    failed = []
    for route in (one for one in routes if one.service == service):
        for header in route.headers_to_try():
            for value in _values(header):
                status = _status(stack, route, header, value)
                if status >= 500 or not (status or header in _FRAMING):
                    failed.append(f"{status} {route.method} {route.path} {header}: {value[:60]!r}")
    assert failed == []


@pytest.mark.parametrize(
    ("key", "taken"),
    [(b"", False), (b"a" * 256, False), (b"\xe9", False), (b"a" * 255, True), (b"two words", True)],
)
def test_every_service_takes_the_same_idempotency_keys(
    stack: Stack, routes: list[Route], key: bytes, taken: bool
) -> None:
    with_key = [route for route in routes if "idempotency-key" in route.declared]
    assert {route.service for route in with_key} == {"cart", "checkout"}
    statuses = {route.path: _status(stack, route, "idempotency-key", key) for route in with_key}
    assert all((status != 400) == taken for status in statuses.values()), statuses
