"""Asks a stub without a process: the credentials of a run, and the answer to one request."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request

from environment.doubles.identity_provider import IdentityProvider
from environment.doubles.service_tokens import ServiceSigningKeys, ServiceTokenFactory
from environment.stubs.callers import StubCredentials
from environment.stubs.kinds import stub_of
from environment.stubs.stub import document_of
from environment.stubs.stub_app import StubApp

TOKEN = "the token of the suite"


class MovableTime:
    """The time of one test."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 31, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def advance(self, by: timedelta) -> None:
        """Let so much time pass."""
        self.at += by


@dataclass(frozen=True)
class StubReply:
    """The answer of a stub."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def slug(self) -> str:
        """The kind of problem, without the address before it."""
        return str(self.body["type"]).rpartition("/")[2]


class AskedStub:
    """One stub, with those who call it."""

    def __init__(self, service: str) -> None:
        self.service, self.now = service, MovableTime()
        self.identity = IdentityProvider(self.now)
        keys = ServiceSigningKeys.generated_for(("cart", "checkout", "orders", "payments"))
        self.tokens = ServiceTokenFactory(keys, self.now)
        credentials = StubCredentials(service, self.identity.public_key, keys.public(), self.now)
        self._app = StubApp(stub_of(service, self.now, {}), document_of(service), credentials, TOKEN)

    def by(self, caller: str, request: str, body: Any = None) -> StubReply:
        """The answer to a service, or to the caller "staff"."""
        staff = self.identity.token("a member of staff", "staff@bookstore.example", roles=("staff",))
        token = staff if caller == "staff" else self.tokens.token(caller, self.service)
        return self.ask(request, body, {"authorization": f"Bearer {token}"})

    def ask(self, request: str, body: Any = None, headers: Mapping[str, str] | None = None) -> StubReply:
        """The answer to a request such as `GET /availability?sku=1`. `body` may be the bytes themselves."""
        method, _, target = request.partition(" ")
        path, _, query = target.partition("?")
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
            "server": ("127.0.0.1", 80),
            "scheme": "http",
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": content, "more_body": False}

        response = asyncio.run(self._app.answer(Request(scope, receive)))
        text = bytes(response.body)
        return StubReply(response.status_code, json.loads(text) if text else None, dict(response.headers))
