"""Asks the gateway and the mail server over connections that are kept from one scenario to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, str] = MappingProxyType({})


class NotAnswered(Exception):
    """A part of the environment that the audit needs did not answer as it should."""


class Asker:
    """One address that is asked again and again. `ask` first, `answer` when it is needed."""

    def __init__(self, connection: HTTPConnection, path: str, headers: Mapping[str, str] = _NOTHING) -> None:
        self._connection = connection
        self._path = path
        self._headers = dict(headers)

    def ask(self) -> None:
        """Send the request; the answer is made while other things are read. Raises NotAnswered."""
        try:
            self._send()
        except (OSError, HTTPException):
            self._send_again()

    def answer(self) -> Any:
        """The JSON of the answer. Raises NotAnswered."""
        try:
            return self._read()
        except (OSError, HTTPException):  # an idle connection may have been closed, which shows only now
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
