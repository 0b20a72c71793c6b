"""A request and a response of the gateway, apart from any socket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LARGEST_BODY = 512 * 1024
"""In bytes, for bodies and query strings. Stripe publishes no limit; 50 values of metadata take 300 KB."""


@dataclass(frozen=True, slots=True)
class GatewayRequest:
    """One HTTP request; header names are in lower case, `query` is still encoded."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def encoded_parameters(self) -> str:
        """The form of a POST, else the query string."""
        return self.body.decode("utf-8", "replace") if self.method == "POST" else self.query


@dataclass(frozen=True, slots=True)
class GatewayResponse:
    """One HTTP response: the status, the body, and the headers but for Content-Length."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
