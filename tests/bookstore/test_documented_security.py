"""The security in each service's OpenAPI document is what a request meets that shows these credentials.

Every operation is asked as every kind of caller. Whether a caller is admitted is decided before the rest
of the request is read: an admitted caller is told that the body is not valid, or that nothing answers.
"""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from environment.stack.service_settings import SERVICES
from tests.bookstore.service_apps import IDENTITY, SERVICE_TOKENS, WEBHOOK_SECRET, app_of

SHOWN_TO_ALL = {"inventory": {"GET /titles"}, "pricing": {"GET /prices"}}
"""What the pages of the shop show to anyone: the titles on sale, and their list prices."""
METHODS = ("get", "put", "post", "delete", "patch")
BODY = b"{}"
BEARERS = {"CustomerToken", "ServiceToken"}
_BUYERS: list[dict[str, list[str]]] = [
    {"CustomerToken": []},
    {"CartToken": []},
]


@dataclass(frozen=True)
class Caller:
    """The headers of a caller, and the schemes that they belong to with the caller's roles."""

    name: str
    headers: Mapping[str, str]
    shows: Mapping[str, Sequence[str]]

    def meets(self, requirement: Mapping[str, Sequence[str]]) -> bool:
        """Whether one requirement is met. A caller with a bearer token is neither anonymous nor a guest."""
        if not BEARERS & self.shows.keys() <= requirement.keys():
            return False
        return all(
            scheme in self.shows and set(roles) <= set(self.shows[scheme])
            for scheme, roles in requirement.items()
        )


@dataclass(frozen=True)
class Operation:
    """One operation of a document, at a path that the service may not have anything at."""

    label: str
    method: str
    path: str
    security: Sequence[Mapping[str, Sequence[str]]]
    statuses: frozenset[str]

    def admits(self, caller: Caller) -> bool:
        """Whether the document says that this caller may make the request."""
        return not self.security or any(caller.meets(each) for each in self.security)


def _operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    for template, item in document["paths"].items():
        path = re.sub(r"\{\w+\}", lambda _: str(uuid4()), template)
        for method in item.keys() & set(METHODS):
            found, label = item[method], f"{method.upper()} {template}"
            yield Operation(label, method.upper(), path, found["security"], frozenset(found["responses"]))


def _signature() -> str:
    moment = int(datetime.now(UTC).timestamp())
    signed = f"{moment}.".encode() + BODY
    return f"t={moment},v1={hmac.new(WEBHOOK_SECRET.encode(), signed, sha256).hexdigest()}"


def _callers(callee: str) -> Iterator[Caller]:
    guest, spoken = {"cart-token": "a-guest-s"}, {"on-behalf-of": "customer:customer-7"}
    yield Caller("no credentials", {}, {})
    yield Caller("a guest", guest, {"CartToken": ()})
    yield Caller("On-Behalf-Of without a token", spoken, {"OnBehalfOf": ()})
    yield Caller("the gateway", {"stripe-signature": _signature()}, {"GatewaySignature": ()})
    for roles in ((), ("staff",)):
        bearer = {
            "authorization": f"Bearer {IDENTITY.token('customer-7', 'zoe@readers.example', roles=roles)}"
        }
        yield Caller(f"a customer {roles}", bearer, {"CustomerToken": roles})
    for service in SERVICES:
        bearer = {"authorization": f"Bearer {SERVICE_TOKENS.token(service, callee)}"}
        shown = {"ServiceToken": (service,)}
        yield Caller(service, bearer, shown)
        yield Caller(f"{service} for a customer", bearer | spoken, {**shown, "OnBehalfOf": ()})
        yield Caller(f"{service} for a guest", bearer | guest, {**shown, "CartToken": ()})


async def _status(app: FastAPI, operation: Operation, headers: Mapping[str, str]) -> int:
    sent: list[Any] = []
    named = {"content-type": "application/json", "content-length": str(len(BODY)), **headers}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "scheme": "http",
        "method": operation.method,
        "path": operation.path,
        "raw_path": operation.path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "server": ("127.0.0.1", 80),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": BODY, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return int(sent[0]["status"])


async def _differences(app: FastAPI, service: str) -> list[str]:
    """A sentence for each caller that is treated otherwise than the document says."""
    found, callers = [], list(_callers(service))
    for operation in _operations(app.openapi()):
        for caller in callers:
            status = await _status(app, operation, caller.headers)
            if operation.admits(caller):
                right = status not in (401, 403)
            else:
                right = status == 401 if not caller.headers else status in (401, 403)
                right = right and str(status) in operation.statuses
            if not right:
                said = "admits" if operation.admits(caller) else "does not admit"
                found.append(
                    f"{operation.label} {said} {caller.name}, who got {status}: {operation.security}"
                )
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_each_caller_is_admitted_where_the_document_says_so_and_nowhere_else(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(service, monkeypatch)
    assert asyncio.run(_differences(app, service)) == []


@pytest.mark.parametrize("service", SERVICES)
def test_refusals_of_callers_are_documented_where_there_is_security_and_only_there(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = app_of(service, monkeypatch).openapi()
    for operation in _operations(document):
        assert ("401" in operation.statuses) == bool(operation.security), operation.label
        only_signed = all(each.keys() == {"GatewaySignature"} for each in operation.security)
        assert ("403" in operation.statuses) == (not only_signed), operation.label
    public = {each.label for each in _operations(document) if not each.security}
    shown_to_all = SHOWN_TO_ALL.get(service, set())
    assert public == {"GET /health", *shown_to_all}, "an operation that admits everyone has to be named here"
    named = {scheme for one in _operations(document) for each in one.security for scheme in each}
    assert named == document["components"]["securitySchemes"].keys()


@pytest.mark.parametrize(
    ("service", "label", "security"),
    [
        ("cart", "GET /health", []),
        ("cart", "POST /carts", [{}, {"CustomerToken": []}]),
        ("cart", "POST /carts/{cart_id}/claim", [{"CustomerToken": []}]),
        ("cart", "GET /carts/{cart_id}/quote", _BUYERS),
        (
            "cart",
            "GET /carts/{cart_id}",
            [
                *_BUYERS,
                {"ServiceToken": ["checkout"], "OnBehalfOf": []},
                {"ServiceToken": ["checkout"], "CartToken": []},
            ],
        ),
        ("cart", "POST /carts/{cart_id}/closing", [{"ServiceToken": ["checkout"]}]),
        ("payments", "POST /webhooks/stripe", [{"GatewaySignature": []}]),
        ("payments", "GET /payments/circuit", [{"CustomerToken": ["staff"]}]),
        (
            "orders",
            "GET /paid-orders",
            [{"ServiceToken": ["payments"]}, {"CustomerToken": ["staff"]}],
        ),
    ],
)
def test_the_security_of_an_operation_is_that_of_its_dependencies(
    service: str, label: str, security: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = app_of(service, monkeypatch).openapi()
    (found,) = [each.security for each in _operations(document) if each.label == label]
    assert found == security
