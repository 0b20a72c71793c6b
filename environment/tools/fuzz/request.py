"""One request of a campaign: how it is sent, how it is written down as a line, and read from it again."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace

import requests

from environment.stack.stack import Stack
from environment.tools.fuzz.callers import Callers
from environment.tools.fuzz.seed_data import SeedData
from steps.drivers.api import keep_alive_session

TIMEOUT = (2.0, 20.0)  # seconds to connect, and between two reads
_BINARY = "base64:"


@dataclass(frozen=True)
class FuzzRequest:
    """A request to a service, without the credentials of its caller. `path` includes the query."""

    service: str
    method: str
    path: str
    caller: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def send(self, stack: Stack, callers: Callers) -> requests.Response:
        """Raises requests.RequestException where there is no answer."""
        credentials = callers.credentials(self.caller, self.service, self.body)
        # The path is sent as it is: requests would normalize what is meant to be malformed.
        prepared = requests.Request(self.method, stack.url(self.service), data=self.body or None).prepare()
        prepared.url = stack.url(self.service) + self.path
        prepared.headers.update({**dict(self.headers), **credentials})
        with keep_alive_session() as session:
            return session.send(prepared, timeout=TIMEOUT, allow_redirects=False)

    def line(self, seed_data: SeedData) -> str:
        """All that is needed to send it again, as one line of JSON that holds in another stack as well."""
        try:
            body = self.body.decode()
        except UnicodeDecodeError:
            body = _BINARY + b64encode(self.body).decode()
        parts = [self.service, self.method, self.path, self.caller, dict(self.headers), body]
        return seed_data.with_placeholders(json.dumps(parts))

    @classmethod
    def read(cls, line: str, seed_data: SeedData) -> FuzzRequest:
        """The request of a line; raises ValueError where the line is none."""
        service, method, path, caller, headers, body = json.loads(seed_data.with_values(line))
        request = cls(service, method, path, caller, tuple(headers.items()), body.encode())
        binary = body.removeprefix(_BINARY)
        return replace(request, body=b64decode(binary)) if binary != body else request
