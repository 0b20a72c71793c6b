"""An HTTP exchange as Allure shows it: request, answer, times.

Format: `application/vnd.allure.http+json`, schema version 1 (allure-framework/allure2 pull request 3331).
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass

MIME_TYPE = "application/vnd.allure.http+json"

LONGEST_BODY = 32_000
"""Bytes of a body that are kept."""


@dataclass(frozen=True, slots=True)
class HttpExchange:
    """One request and what came back. Times are seconds since 1970; status is None if no answer came."""

    method: str
    url: str
    start: float
    stop: float
    request_headers: tuple[tuple[str, str], ...] = ()
    request_body: bytes = b""
    status: int | None = None
    response_headers: tuple[tuple[str, str], ...] = ()
    response_body: bytes = b""
    error: str | None = None

    def as_allure(self) -> dict[str, object]:
        """The exchange as Allure's schema has it."""
        document: dict[str, object] = {
            "schemaVersion": 1,
            "start": round(self.start * 1000),
            "stop": round(self.stop * 1000),
            "request": {
                "method": self.method,
                "url": self.url,
                **_message(self.request_headers, self.request_body),
            },
        }
        if self.status is not None:
            document["response"] = {
                "status": self.status,
                **_message(self.response_headers, self.response_body),
            }
        if self.error:
            document["error"] = {"message": self.error}
        return document


def _message(headers: Iterable[tuple[str, str]], body: bytes) -> dict[str, object]:
    message: dict[str, object] = {"headers": [{"name": name, "value": value} for name, value in headers]}
    if body:
        types = [value for name, value in headers if name.lower() == "content-type"]
        message["body"] = {
            "contentType": types[0] if types else "application/octet-stream",
            "size": len(body),
            **_content(body[:LONGEST_BODY]),
            "truncated": len(body) > LONGEST_BODY,
        }
    return message


def _content(body: bytes) -> dict[str, str]:
    try:
        return {"encoding": "utf8", "value": body.decode()}
    except UnicodeDecodeError:
        return {"encoding": "base64", "value": base64.b64encode(body).decode()}
