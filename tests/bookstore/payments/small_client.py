"""A client of another service without any connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from pydantic import BaseModel

from bookstore.platform.http import ServiceAnswer, ServiceClient


def client_answered_by(called: Callable[[str, str, BaseModel | None], ServiceAnswer]) -> ServiceClient:
    """A client whose calls are answered by this function."""

    class Client:
        def call(self, method: str, path: str, body: BaseModel | None = None, *_: Any) -> ServiceAnswer:
            return called(method, path, body)

    return cast(ServiceClient, Client())
