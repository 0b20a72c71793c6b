"""HTTP requests of the drivers: JSON in and out; raises a refusal as `Refused`, a network error as itself."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from steps.drivers.fresh_connections import FreshConnections

PROBLEM = "application/problem+json"
_CONNECTS_WITHIN, _PATIENCE = 2.0, 15.0  # seconds
_UNEXPECTED = "unexpected-error"
_NOT_STUBBED = "not-stubbed"


@dataclass
class Refused(Exception):
    """The bookstore refused a request: a problem document (RFC 9457), whose type ends with the slug."""

    slug: str
    detail: str
    status: int
    members: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.slug}: {self.detail}"


class NotOffered(Exception):
    """A step has called a port method that the adapter does not have, or that its shop has no request for.

    The stub in the place of a service may have none either.
    """


class ServerFailed(Exception):
    """A service answered with an unhandled error, or with no problem document."""


@dataclass
class ScenarioCorrelation:
    """Marks every request of one scenario (W3C Baggage), so that logs and records can be filtered by it.

    `patience` is the read timeout, in seconds, of the actors of the scenario.
    """

    scenario: str = "none"
    patience: float = _PATIENCE

    def headers(self) -> dict[str, str]:
        """A new trace for each request, and the scenario as baggage."""
        trace, span = secrets.token_hex(16), secrets.token_hex(8)
        return {"traceparent": f"00-{trace}-{span}-01", "baggage": f"scenario={self.scenario}"}


def bearer(token: str) -> dict[str, str]:
    """The header that presents a bearer token (RFC 6750)."""
    return {"authorization": f"Bearer {token}"}


def keep_alive_session(authority: Path | None = None) -> requests.Session:
    """A session that keeps connections alive, also for many threads, and ignores proxies and .netrc.

    With an `authority` (a PEM file) it trusts only certificates of that authority.
    """
    session = requests.Session()
    session.trust_env = False
    session.verify = str(authority) if authority else True
    for scheme in ("http://", "https://"):
        session.mount(scheme, FreshConnections())
    return session


@dataclass(frozen=True)
class Api:
    """The HTTP API of one service, by its base URL."""

    base_url: str
    session: requests.Session
    correlation: ScenarioCorrelation

    def call(
        self,
        method: str,
        path: str,
        credentials: Mapping[str, str],
        body: Mapping[str, Any] | None = None,
        **query: str,
    ) -> dict[str, Any]:
        """The answer's JSON object.

        Raises Refused for a problem document, NotOffered where a stub has no such request, and ServerFailed
        for an unexpected error. The exceptions of
        requests pass, so that a network error is not mistaken for a refusal.
        """
        return self._sent(method, path, credentials, json=body, params=query or None)

    def stream(
        self, method: str, path: str, credentials: Mapping[str, str], parts: Iterable[bytes]
    ) -> dict[str, Any]:
        """The same with a JSON body in parts, without a Content-Length."""
        typed = {"content-type": "application/json", **credentials}
        return self._sent(method, path, typed, data=parts)

    def post_bytes(self, path: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """The same with a JSON body whose bytes are signed."""
        return self._sent("POST", path, {"content-type": "application/json", **headers}, data=body)

    def _sent(self, method: str, path: str, headers: Mapping[str, str], **content: Any) -> dict[str, Any]:
        answer = self.session.request(
            method,
            self.base_url + path,
            headers={**self.correlation.headers(), **headers},
            timeout=(_CONNECTS_WITHIN, self.correlation.patience),
            **content,
        )
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if kind == PROBLEM:
            raise _refused(answer)
        if not answer.ok or kind != "application/json":
            raise ServerFailed(
                f"{method} {answer.url} answered {answer.status_code} with {kind or 'no type'}"
            )
        found = answer.json()
        if not isinstance(found, dict):
            raise ServerFailed(f"{method} {answer.url} answered with no JSON object")
        return found


def _refused(answer: requests.Response) -> Exception:
    document = answer.json()
    slug, detail = str(document.get("type", "")).rpartition("/")[2], str(document.get("detail", ""))
    if slug == _UNEXPECTED:
        return ServerFailed(f"{answer.request.method} {answer.url}: {detail} ({document.get('trace_id')})")
    if slug == _NOT_STUBBED:
        return NotOffered(detail)
    return Refused(slug, detail, answer.status_code, document)
