"""A client of the mail server's inbox. It does not wait for mail: `steps.drivers.eventually` does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

_TIMEOUT = 5.0  # seconds


@dataclass(frozen=True)
class DeliveredMail:
    """A mail in the inbox. `sender` and `recipients` are those of the envelope; `size` is in bytes."""

    number: int
    received_at: datetime
    sender: str
    recipients: tuple[str, ...]
    message_id: str
    from_header: str
    to_header: str
    subject: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    size: int

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> DeliveredMail:
        """The mail from the JSON of GET /inbox."""
        plain = ("number", "sender", "message_id", "subject", "text", "html", "size")
        return cls(
            received_at=datetime.fromisoformat(found["received_at"]),
            recipients=tuple(found["recipients"]),
            from_header=found["from"],
            to_header=found["to"],
            headers=tuple((name, value) for name, value in found["headers"]),
            **{name: found[name] for name in plain},
        )

    def header(self, name: str) -> str | None:
        """The first header of this name, in any case."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), None)


def token_header(token: str) -> dict[str, str]:
    """The header with the token of the inbox; none where the inbox has no token ("")."""
    return {"Authorization": f"Bearer {token}"} if token else {}


class InboxClient:
    """The inbox at one address. Every method may raise requests.RequestException."""

    def __init__(self, base_url: str, authority: Path | None = None, token: str = "") -> None:
        """`authority`: the certificate authority (PEM) of the inbox, where it is not a public one.

        token: the token that the inbox asks for; "" where it asks for none.
        """
        self._base = base_url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.update(token_header(token))
        self._session.verify = str(authority) if authority else True

    def mails(self, recipient: str | None = None) -> tuple[DeliveredMail, ...]:
        """The mails for this recipient, or all mails, oldest first."""
        query = {"recipient": recipient} if recipient is not None else {}
        found = self._call("GET", "/inbox", query).json()["mails"]
        return tuple(DeliveredMail.from_json(mail) for mail in found)

    def raw(self, number: int) -> bytes:
        """One mail as it was received."""
        return self._call("GET", f"/inbox/{number}/raw").content

    def clear(self) -> None:
        """Remove every mail."""
        self._call("DELETE", "/inbox")

    def close(self) -> None:
        """Close the kept connection."""
        self._session.close()

    def _call(self, method: str, path: str, query: Mapping[str, str] | None = None) -> requests.Response:
        response = self._session.request(method, self._base + path, params=query, timeout=_TIMEOUT)
        response.raise_for_status()
        return response
