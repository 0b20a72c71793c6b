"""Calls to other services: with keep-alive, correlation, a service token and a total deadline."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import httpcore
from pydantic import BaseModel, ValidationError

from bookstore.platform import correlation

Schema = TypeVar("Schema", bound=BaseModel)
_NOT_AUTHENTICATED = 401
_NOT_SENT = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout)


class CallFailed(Exception):
    """The call brought no reliable answer. The message names caller, callee and what was seen."""


class NotSent(CallFailed):
    """No connection was made: the callee has certainly not processed the request."""


class OutcomeUnknown(CallFailed):
    """The request was sent and no valid answer came back: it may or may not have been processed."""


@dataclass(frozen=True)
class Deadlines:
    """Seconds: to connect, between two reads, and for the whole call."""

    connect: float = 1.0
    read: float = 2.0
    total: float = 3.0


@dataclass(frozen=True)
class ServiceAnswer:
    """The callee's answer: a 2xx or a 4xx with a JSON object."""

    arrow: str
    status: int
    body: dict[str, Any]

    @property
    def accepted(self) -> bool:
        """Whether the callee accepted the request."""
        return self.status < 300

    @property
    def problem(self) -> str:
        """The slug of the problem type; empty where the request was accepted."""
        return str(self.body.get("type", "")).rpartition("/")[2] if not self.accepted else ""

    def read(self, schema: type[Schema]) -> Schema:
        """The body as this schema; raises OutcomeUnknown where it does not fit."""
        try:
            return schema.model_validate(self.body)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise OutcomeUnknown(f"{self.arrow}: field {field!r} of the answer: {first['msg']}") from None


class _Deadline(threading.local):
    """The deadline of this thread's call, on the monotonic clock."""

    at: float = float("inf")

    def cap(self, timeout: float | None, over: type[Exception] = httpcore.ReadTimeout) -> float:
        left = self.at - time.monotonic()
        if left <= 0:
            raise over("the deadline of the whole call has passed")
        return left if timeout is None else min(timeout, left)


_deadline = _Deadline()


class _DeadlineStream(httpcore.NetworkStream):
    """A connection on which every read and write also ends at the deadline of the call."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _deadline.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _deadline.cap(timeout))

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _DeadlineBackend(httpcore.SyncBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        capped = _deadline.cap(timeout, over=httpcore.ConnectTimeout)
        return _DeadlineStream(super().connect_tcp(host, port, capped, local_address, socket_options))


class CallerTokens(Protocol):
    """The name of the calling service, and its token for a callee; empty where it shows none of its own."""

    name: str

    def for_audience(self, audience: str) -> str: ...


class ServiceClient:
    """The client of one other service. Thread-safe; all threads share its connections."""

    def __init__(
        self, callee: str, base_url: str, tokens: CallerTokens, deadlines: Deadlines | None = None
    ) -> None:
        self.callee = callee
        self._arrow = f"{tokens.name} -> {callee}"
        self._base = base_url.rstrip("/")
        self._tokens = tokens
        self._deadlines = deadlines or Deadlines()
        self._pool = httpcore.ConnectionPool(
            max_connections=64,
            max_keepalive_connections=32,
            keepalive_expiry=30.0,  # seconds; the servers keep idle connections for 75
            network_backend=_DeadlineBackend(),
        )

    def call(
        self,
        method: str,
        path: str,
        body: BaseModel | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> ServiceAnswer:
        """One call, one attempt. Raises NotSent or OutcomeUnknown; a refusal (4xx) is a ServiceAnswer.

        A token may expire on its way: the caller was paused after it was minted. A callee that refuses it has
        done nothing, so the call is made once more with a new one.
        """
        content = body.model_dump_json().encode() if body is not None else b""
        token = self._tokens.for_audience(self.callee)
        _deadline.at = time.monotonic() + self._deadlines.total
        answer = self._attempt(method, path, content, self._headers(token, content, headers or {}))
        renewed = token if answer.status != _NOT_AUTHENTICATED else self._tokens.for_audience(self.callee)
        if renewed == token:
            return answer
        return self._attempt(method, path, content, self._headers(renewed, content, headers or {}))

    def _attempt(
        self, method: str, path: str, content: bytes, headers: list[tuple[bytes, bytes]]
    ) -> ServiceAnswer:
        limits = self._deadlines
        timeouts = {
            "connect": limits.connect,
            "read": limits.read,
            "write": limits.read,
            "pool": limits.connect,
        }
        try:
            response = self._pool.request(
                method, self._base + path, headers=headers, content=content, extensions={"timeout": timeouts}
            )
        except _NOT_SENT as error:
            raise NotSent(f"{self._arrow}: {method} {path}: no connection ({error})") from error
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            seen = type(error).__name__
            raise OutcomeUnknown(f"{self._arrow}: {method} {path}: {seen} ({error})") from error
        return self._answer(response, f"{method} {path}")

    def close(self) -> None:
        """Close every idle connection."""
        self._pool.close()

    def _headers(self, token: str, content: bytes, extra: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
        own = {
            **({"authorization": f"Bearer {token}"} if token else {}),
            "accept": "application/json",
            "user-agent": f"bookstore-{self._tokens.name}",
        }
        typed = {"content-type": "application/json"} if content else {}
        named = {**own, **typed, **correlation.current().headers(), **extra}
        # Latin-1 is how servers decode headers: the buyer's header is passed on byte for byte.
        return [(name.encode("ascii"), value.encode("latin-1")) for name, value in named.items()]

    def _tells_the_outcome(self, status: int) -> bool:
        """Whether an answer with this status says what has become of the request."""
        return 200 <= status < 300 or (400 <= status < 500 and status != 429)

    def _answer(self, response: httpcore.Response, request: str) -> ServiceAnswer:
        status = response.status
        if not self._tells_the_outcome(status):
            raise OutcomeUnknown(f"{self._arrow}: {request}: answered {status}")
        named = {name.lower(): value for name, value in response.headers}
        kind = named.get(b"content-type", b"").partition(b";")[0].strip().lower()
        if kind not in (b"application/json", b"application/problem+json"):
            raise OutcomeUnknown(
                f"{self._arrow}: {request}: answered with {kind.decode('latin1') or 'no type'}"
            )
        try:
            body = json.loads(response.content)
        except (ValueError, RecursionError):  # the latter for "[[[[..."
            body = None
        if not isinstance(body, dict):
            raise OutcomeUnknown(f"{self._arrow}: {request}: the answer is not a JSON object")
        return ServiceAnswer(self._arrow, status, body)
