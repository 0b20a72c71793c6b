"""HTTP as the drivers speak it: JSON in, JSON out, a refusal as `Refused`, trouble on the way as itself."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter

PROBLEM = "application/problem+json"
_CONNECTS_WITHIN, _PATIENCE = 2.0, 15.0  # seconds
_UNEXPECTED = "unexpected-error"


@dataclass
class Refused(Exception):
    """The bookstore said no, with a reason of its domain (a problem document, RFC 9457)."""

    slug: str
    detail: str
    status: int
    members: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.slug}: {self.detail}"


class ServerFailed(Exception):
    """A service failed in a way that it does not announce: an unhandled error, or no problem document."""


@dataclass
class Correlation:
    """Marks every request of one scenario (W3C Baggage), so that it is found again in logs and records.

    `patience` is how many seconds a person of the scenario waits between two pieces of an answer.
    """

    scenario: str = "none"
    patience: float = _PATIENCE

    def headers(self) -> dict[str, str]:
        """A new trace for each request, and the scenario as baggage."""
        trace, span = secrets.token_hex(16), secrets.token_hex(8)
        return {"traceparent": f"00-{trace}-{span}-01", "baggage": f"scenario={self.scenario}"}


def keep_alive_session(authority: Path | None = None) -> requests.Session:
    """A session that keeps connections, also for many threads, and does not ask proxies or .netrc.

    With an authority it trusts that one, and nobody else.
    """
    session = requests.Session()
    session.trust_env = False
    session.verify = str(authority) if authority else True
    session.mount("http://", HTTPAdapter(pool_connections=16, pool_maxsize=64))
    return session


@dataclass(frozen=True)
class Api:
    """One service, by its address."""

    base_url: str
    session: requests.Session
    correlation: Correlation

    def call(
        self,
        method: str,
        path: str,
        credentials: Mapping[str, str],
        body: Mapping[str, Any] | None = None,
        **query: str,
    ) -> dict[str, Any]:
        """The answer's JSON object.

        Raises Refused for a problem document, ServerFailed for an unexpected error, and lets
        requests' own exceptions pass, so that trouble on the way is not mistaken for a refusal.
        """
        return self._sent(method, path, credentials, json=body, params=query or None)

    def stream(
        self, method: str, path: str, credentials: Mapping[str, str], parts: Iterable[bytes]
    ) -> dict[str, Any]:
        """The same with a JSON body in parts, whose length is not announced."""
        typed = {"content-type": "application/json", **credentials}
        return self._sent(method, path, typed, data=parts)

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
    return Refused(slug, detail, answer.status_code, document)
