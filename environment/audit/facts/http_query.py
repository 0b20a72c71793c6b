"""GET requests to the gateway and the mail server over connections that stay open between scenarios."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, str] = MappingProxyType({})


class NotAnswered(Exception):
    """The gateway or the mail server gave no answer with status 200."""


class HttpQuery:
    """A GET request that is sent again for each snapshot: `send` first, `result` when it is needed."""

    def __init__(self, connection: HTTPConnection, path: str, headers: Mapping[str, str] = _NOTHING) -> None:
        self._connection = connection
        self._path = path
        self._headers = dict(headers)

    def send(self) -> None:
        """Send the request; the server works on it during other queries. Raises NotAnswered."""
        try:
            self._send()
        except (OSError, HTTPException):
            self._send_again()

    def result(self) -> Any:
        """The JSON of the answer. Raises NotAnswered."""
        try:
            return self._read()
        except (OSError, HTTPException):  # the server may have closed an idle connection
            self._send_again()
        try:
            return self._read()
        except (OSError, HTTPException) as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _send(self) -> None:
        self._connection.request("GET", self._path, headers=self._headers)

    def _send_again(self) -> None:
        self._connection.close()
        try:
            self._send()
        except (OSError, HTTPException) as error:
            raise self._failed(error) from error

    def _read(self) -> Any:
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise NotAnswered(f"GET {self._path} answered {answer.status}: {body[:200]!r}")
        return json.loads(body)

    def _failed(self, error: Exception) -> NotAnswered:
        where = f"{self._connection.host}:{self._connection.port}{self._path}"
        return NotAnswered(f"GET {where}: {type(error).__name__}: {error}")
